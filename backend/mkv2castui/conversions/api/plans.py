"""The shape of a plan, for the schema. The engine writes the JSON; nothing here changes it."""

from __future__ import annotations

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from mkv2castui.conversions.api import vocabulary
from mkv2castui.conversions.api.constants import Constant


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {"oneOf": [{"type": "string"}, {"type": "number"}]},
        "description": "The facts that the sentence of this reason names",
    }
)
class ReasonParams(serializers.DictField):
    pass


class Reason(serializers.Serializer[object]):
    code = serializers.ChoiceField(vocabulary.REASON_CODES)
    params = ReasonParams()


class VideoTarget(serializers.Serializer[object]):
    codec = serializers.CharField()
    encoder = serializers.CharField()
    codec_profile = serializers.CharField()
    level = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    pixel_format = serializers.CharField()
    frame_rate = serializers.FloatField(allow_null=True, help_text="null: as the source")
    crf = serializers.IntegerField()
    preset = serializers.CharField()
    max_bit_rate = serializers.IntegerField(help_text="Bits per second")
    deinterlace = serializers.BooleanField()
    inverse_telecine = serializers.BooleanField(help_text="24 pictures a second are made of 30 again")
    tone_map = serializers.BooleanField()
    dynamic_range = serializers.ChoiceField(vocabulary.DYNAMIC_RANGES)
    bit_rate = serializers.IntegerField(allow_null=True, help_text="Bits per second on average; null: as needed")
    quality = serializers.IntegerField(allow_null=True, help_text="In the scale of a hardware encoder")


class AudioTarget(serializers.Serializer[object]):
    codec = serializers.CharField()
    encoder = serializers.CharField()
    channels = serializers.IntegerField()
    sample_rate = serializers.IntegerField(help_text="Hz")
    bit_rate = serializers.IntegerField(help_text="Bits per second")
    normalize = serializers.BooleanField()
    night_mode = serializers.BooleanField()


class _Action(serializers.Serializer[object]):
    stream = serializers.IntegerField(help_text="The stream's index in the source")
    reasons = Reason(many=True)


class CopyAction(_Action):
    kind = serializers.ChoiceField(vocabulary.STREAM_KINDS)
    action = Constant("copy")
    level = serializers.CharField(allow_null=True, help_text="Written into the header; null: the header stays")


class TranscodeVideoAction(_Action):
    kind = Constant("video")
    action = Constant("transcode")
    target = VideoTarget()


class TranscodeAudioAction(_Action):
    kind = Constant("audio")
    action = Constant("transcode")
    target = AudioTarget()


class SidecarAction(_Action):
    kind = Constant("subtitle")
    action = Constant("sidecar")
    suffix = serializers.CharField(help_text="The part of the sidecar's name before .vtt")
    embed = serializers.BooleanField(help_text="Also as a text track inside the film")


class BurnInAction(_Action):
    kind = Constant("subtitle")
    action = Constant("burn_in")
    form = serializers.ChoiceField(vocabulary.SUBTITLE_FORMS)


class PosterAction(_Action):
    kind = Constant("video")
    action = Constant("poster")


class DropAction(_Action):
    kind = serializers.ChoiceField(vocabulary.STREAM_KINDS)
    action = Constant("drop")


ACTIONS = PolymorphicProxySerializer(
    component_name="Action",
    serializers=[
        *(CopyAction, TranscodeVideoAction, TranscodeAudioAction),
        *(SidecarAction, BurnInAction, PosterAction, DropAction),
    ],
    resource_type_field_name=None,
    many=True,
)


@extend_schema_field(ACTIONS)
class ActionList(serializers.ListField):
    pass


class Plan(serializers.Serializer[object]):
    device = serializers.CharField()
    delivery = serializers.ChoiceField(vocabulary.DELIVERIES)
    container = serializers.ChoiceField(vocabulary.CONTAINERS)
    container_reasons = Reason(many=True)
    actions = ActionList(help_text="One for each stream of the source, in its order")
    silence = AudioTarget(allow_null=True, help_text="A silent sound track for a film without sound")
    keep_metadata = serializers.BooleanField()
    keep_chapters = serializers.BooleanField()
