"""The shape of a film's facts, for the schema. The engine writes the JSON; nothing here changes it."""

from __future__ import annotations

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from mkv2castui.conversions.api import vocabulary
from mkv2castui.conversions.api.constants import Constant


class DolbyVision(serializers.Serializer[object]):
    profile = serializers.IntegerField()
    level = serializers.IntegerField(allow_null=True)
    compatibility_id = serializers.IntegerField()


class Color(serializers.Serializer[object]):
    """Names as ffmpeg spells them; null when the file does not say."""

    primaries = serializers.CharField(allow_null=True)
    transfer = serializers.CharField(allow_null=True)
    matrix = serializers.CharField(allow_null=True)
    range = serializers.CharField(allow_null=True)


class _StreamFacts(serializers.Serializer[object]):
    index = serializers.IntegerField(help_text="Position in the file over all streams, from 0")
    codec = serializers.CharField(allow_null=True, help_text="ffmpeg's name; null when ffmpeg knows none")
    codec_tag = serializers.CharField(allow_null=True)
    encrypted = serializers.BooleanField()
    language = serializers.CharField(allow_null=True, help_text="As written in the file: ISO 639 or BCP 47")
    title = serializers.CharField(allow_null=True)
    dispositions = serializers.ListField(child=serializers.ChoiceField(vocabulary.DISPOSITIONS))
    bit_rate = serializers.IntegerField(allow_null=True, help_text="Bits per second")
    duration = serializers.FloatField(allow_null=True, help_text="Seconds")


class VideoStream(_StreamFacts):
    kind = Constant("video")
    codec_profile = serializers.CharField(allow_null=True)
    level = serializers.IntegerField(allow_null=True)
    level_name = serializers.CharField(allow_null=True, help_text="As people write it: 4.1")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    frame_rate = serializers.FloatField(allow_null=True)
    frame_rate_exact = serializers.CharField(allow_null=True, help_text="24000/1001")
    pixel_format = serializers.CharField(allow_null=True)
    bit_depth = serializers.IntegerField(allow_null=True)
    chroma = serializers.CharField(allow_null=True, help_text="4:2:0")
    color = Color()
    dynamic_range = serializers.ChoiceField(vocabulary.DYNAMIC_RANGES)
    dolby_vision = DolbyVision(allow_null=True)
    field_order = serializers.ChoiceField(vocabulary.FIELD_ORDERS, allow_null=True)
    rotation = serializers.IntegerField(help_text="Degrees clockwise: 0, 90, 180, 270")
    sample_aspect_ratio = serializers.CharField(help_text="1:1")
    is_cover_art = serializers.BooleanField()


class AudioStream(_StreamFacts):
    kind = Constant("audio")
    codec_profile = serializers.CharField(allow_null=True)
    channels = serializers.IntegerField(allow_null=True)
    channel_layout = serializers.CharField(allow_null=True)
    sample_rate = serializers.IntegerField(allow_null=True, help_text="Hz")
    bit_depth = serializers.IntegerField(allow_null=True)


class SubtitleStream(_StreamFacts):
    kind = Constant("subtitle")
    form = serializers.ChoiceField(vocabulary.SUBTITLE_FORMS, allow_null=True)


class OtherStream(_StreamFacts):
    kind = serializers.ChoiceField(vocabulary.OTHER_STREAM_KINDS)
    filename = serializers.CharField(allow_null=True)
    mime_type = serializers.CharField(allow_null=True)


_STREAMS = PolymorphicProxySerializer(
    component_name="Stream",
    serializers=[VideoStream, AudioStream, SubtitleStream, OtherStream],
    resource_type_field_name=None,
    many=True,
)


@extend_schema_field(_STREAMS)
class StreamList(serializers.ListField):
    pass
