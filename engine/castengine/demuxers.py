"""The file formats that may be opened at all: ffmpeg's demuxer names.

ffmpeg picks a demuxer by looking at the bytes, so a hostile "film" could be a playlist, a concat script or an
image pattern that makes it open other files or addresses. Only formats whose demuxer reads nothing but the file
itself are listed. Left out on purpose: playlists and manifests (hls, dash, imf, concat, webm_dash_manifest, sdp),
devices and filters (lavfi, video4linux2), single pictures (image2, *_pipe), headerless samples (s16le, rawvideo),
which any bytes would match, texts (lrc, srt, ass, tty, ffmetadata) and VobSub, which opens a second file.

Every name is known to ffprobe 8.1 and to ffmpeg 9; a test asks both.
"""

from __future__ import annotations

from typing import Final

FILMS: Final = (
    *("matroska", "webm", "mov", "mp4", "m4a", "3gp", "3g2", "mj2", "avi", "asf", "asf_o", "flv", "live_flv", "kux"),
    *("mpegts", "mpegtsraw", "mpeg", "mpegvideo", "m4v", "h261", "h263", "h264", "hevc", "vvc", "av1", "obu", "ivf"),
    *("vc1", "vc1test", "dirac", "cavsvideo", "avs2", "avs3", "evc", "dnxhd", "mjpeg", "mxf", "gxf", "mxg", "nut"),
    *("nuv", "nsv", "rm", "ivr", "wtv", "ty", "pva", "dv", "dhav", "swf", "yuv4mpegpipe", "gif", "apng", "mv", "lxf"),
    *("bink", "smk", "roq", "ipmovie", "flic", "film_cpk", "cdxl", "c93", "dsicin", "ea", "4xm", "wsvqa", "vmd", "rpl"),
    *(
        "thp",
        "xmv",
        "usm",
        "moflex",
        "mods",
        "vividas",
        "vivo",
        "filmstrip",
        "smjpeg",
        "idcin",
        "psxstr",
        "pmp",
        "yop",
        "avs",
    ),
)

SOUNDS: Final = (
    *("ogg", "mp3", "wav", "w64", "flac", "aac", "loas", "ac3", "eac3", "ac4", "dts", "dtshd", "mlp", "truehd"),
    *("amr", "amrnb", "amrwb", "aiff", "au", "caf", "ape", "mpc", "mpc8", "wv", "tta", "tak", "shn", "oma", "dsf"),
    *("iff", "voc", "xwma", "spdif", "aea", "aa", "qcp", "sox", "ircam", "nistsphere", "rso", "bonk", "osq", "qoa"),
    *("iamf", "xa", "adx", "gsm", "aptx", "aptx_hd", "sbc", "g722", "dss", "paf", "pvf", "mmf", "hca", "rka", "wsaud"),
)

ALLOWED_DEMUXERS: Final = (*FILMS, *SOUNDS)

PROTOCOL_WHITELIST: Final = "file,pipe"

INPUT_GUARDS: Final = ("-protocol_whitelist", PROTOCOL_WHITELIST, "-format_whitelist", ",".join(ALLOWED_DEMUXERS))
"""Input options of both ffprobe and ffmpeg; they belong before the file they guard."""
