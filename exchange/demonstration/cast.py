"""The officials of the demonstration: every role on both sides. All fictitious."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "demonstration only 2026"  # noqa: S105  (it protects made-up cases on one machine, and is printed)


@dataclass(frozen=True, slots=True)
class Player:
    """One official: the name signed in with, the name shown, the side, the roles."""

    username: str
    name: str
    participant: str
    roles: tuple[str, ...]
    office: str = ""
    clearance: str = ""
    does: str = ""

    @property
    def language(self) -> str:
        """The language in which pages greet this official."""
        return "ja" if self.participant == "JP" else "en"


NZ_CLEARED, JP_CLEARED = "NZ:SECRET", "JP:GOKUHI"
CAST = (
    Player("aroha", "Aroha Ngata", "NZ", ("designated",), "Auckland", NZ_CLEARED, "files and answers requests"),
    Player("ngaire", "Ngaire Thomson", "NZ", ("designated", "intake"), "Wellington", NZ_CLEARED, "intake"),
    Player("mere", "Mere Walker", "NZ", ("designated",), "Auckland", NZ_CLEARED, "files and answers requests"),
    Player("mallory", "Mallory Quinn", "NZ", ("designated",), "Tauranga", "NZ:SENSITIVE", "has no need to know"),
    Player("wiremu", "Wiremu Parata", "NZ", ("designated", "supervisor"), "Wellington", NZ_CLEARED, "supervisor"),
    Player("tama", "Tama Kingi", "NZ", ("auditor",), "Wellington", "", "auditor"),
    Player("olivia", "Olivia Hughes", "NZ", ("administrator",), "Wellington", "", "administrator"),
    Player("kenji", "佐藤 健二", "JP", ("designated", "intake"), "東京", JP_CLEARED, "intake"),
    Player("haruka", "山本 遥", "JP", ("designated",), "横浜", JP_CLEARED, "files and answers requests"),
    Player("takumi", "髙橋 匠", "JP", ("designated",), "神戸", JP_CLEARED, "files and answers requests"),
    Player("daichi", "森田 大地", "JP", ("designated",), "大阪", "JP:3", "has no need to know"),
    Player("misaki", "﨑山 美咲", "JP", ("designated", "supervisor"), "東京", JP_CLEARED, "supervisor"),
    Player("sakura", "中村 さくら", "JP", ("auditor",), "東京", "", "auditor"),
    Player("ryota", "小川 涼太", "JP", ("administrator",), "東京", "", "administrator"),
)


def who_signs_in() -> list[str]:
    """Return what the start prints: the password, and every official with side, roles and name."""
    lines = [
        f"  {player.username:<9} {player.participant}  {', '.join(player.roles):<24} {player.name}" for player in CAST
    ]
    return [f"Sign in with any of these names and the password: {PASSWORD}", *lines]
