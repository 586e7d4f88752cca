"""The shape of the wishes for a conversion, for the schema. The engine checks the values."""

from __future__ import annotations

from rest_framework import serializers

from mkv2castui.conversions.api import vocabulary


class Options(serializers.Serializer[object]):
    profile = serializers.ChoiceField(vocabulary.QUALITY_PROFILES, required=False)
    crf = serializers.IntegerField(min_value=0, max_value=51, required=False)
    preset = serializers.ChoiceField(vocabulary.X264_PRESETS, required=False)
    container = serializers.ChoiceField(vocabulary.OUTPUT_CONTAINERS, required=False)
    audio_lang = serializers.ListField(child=serializers.CharField(), required=False)
    audio_track = serializers.IntegerField(min_value=0, required=False, help_text="n-th sound track, from 0")
    audio_stream = serializers.IntegerField(min_value=0, required=False, help_text="The stream's index in the file")
    subtitle_lang = serializers.ListField(child=serializers.CharField(), required=False)
    subtitle_track = serializers.IntegerField(min_value=0, required=False, help_text="n-th subtitle, from 0")
    no_subtitles = serializers.BooleanField(required=False)
    keep_surround = serializers.BooleanField(required=False)
    force_h264 = serializers.BooleanField(required=False)
    force_aac = serializers.BooleanField(required=False)
    abr = serializers.IntegerField(min_value=64, max_value=640, required=False, help_text="kbit/s of the sound")
    max_height = serializers.IntegerField(min_value=1, required=False)
