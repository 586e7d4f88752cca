"""The shape of the wishes for a conversion, for the schema. The engine checks the values."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mkv2castui.conversions.api import vocabulary


@extend_schema_field(
    {
        "oneOf": [{"type": "integer", "minimum": 0}, {"type": "string", "enum": ["forced", "auto"]}],
        "description": "The subtitle to draw into the picture: its index in the file, or which one",
    }
)
class BurnSubtitle(serializers.JSONField):
    pass


class Options(serializers.Serializer[object]):
    # the picture
    profile = serializers.ChoiceField(vocabulary.QUALITY_PROFILES, required=False)
    crf = serializers.IntegerField(min_value=0, max_value=51, required=False)
    preset = serializers.ChoiceField(vocabulary.X264_PRESETS, required=False)
    video_codec = serializers.ChoiceField(
        vocabulary.VIDEO_CODECS, required=False, help_text="Where the device plays it; H.264 otherwise"
    )
    target_size = serializers.IntegerField(min_value=1, required=False, help_text="MB of the film; 1 MB is 10^6 bytes")
    max_bit_rate = serializers.IntegerField(min_value=100, required=False, help_text="kbit/s of the picture")
    max_height = serializers.IntegerField(min_value=1, required=False)
    container = serializers.ChoiceField(vocabulary.OUTPUT_CONTAINERS, required=False)
    force_h264 = serializers.BooleanField(required=False)
    # what encodes it
    hw = serializers.ChoiceField(vocabulary.HARDWARE_CHOICES, required=False)
    nvenc_cq = serializers.IntegerField(min_value=0, max_value=51, required=False)
    amf_quality = serializers.IntegerField(min_value=0, max_value=51, required=False)
    qsv_quality = serializers.IntegerField(min_value=1, max_value=51, required=False)
    vaapi_qp = serializers.IntegerField(min_value=0, max_value=51, required=False)
    vaapi_device = serializers.CharField(required=False, help_text="/dev/dri/renderD128")
    # the sound
    audio_lang = serializers.ListField(child=serializers.CharField(), required=False)
    audio_track = serializers.IntegerField(min_value=0, required=False, help_text="n-th sound track, from 0")
    audio_stream = serializers.IntegerField(min_value=0, required=False, help_text="The stream's index in the file")
    keep_surround = serializers.BooleanField(required=False)
    night_mode = serializers.BooleanField(required=False)
    normalize = serializers.BooleanField(required=False)
    add_silence = serializers.BooleanField(required=False)
    force_aac = serializers.BooleanField(required=False)
    abr = serializers.IntegerField(min_value=64, max_value=640, required=False, help_text="kbit/s of the sound")
    # subtitles
    subtitle_lang = serializers.ListField(child=serializers.CharField(), required=False)
    subtitle_track = serializers.IntegerField(min_value=0, required=False, help_text="n-th subtitle, from 0")
    subtitle_mode = serializers.ChoiceField(vocabulary.SUBTITLE_MODES, required=False)
    burn_subtitle = BurnSubtitle(required=False)
    prefer_forced_subs = serializers.BooleanField(required=False)
    no_forced_subs = serializers.BooleanField(required=False)
    no_subtitles = serializers.BooleanField(required=False)
    # the rest
    skip_when_ok = serializers.BooleanField(required=False)
    no_metadata = serializers.BooleanField(required=False)
    no_chapters = serializers.BooleanField(required=False)
    no_attachments = serializers.BooleanField(required=False)
