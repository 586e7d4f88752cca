"""placeholder"""


def silent_parts() -> list[str]:
    return []
