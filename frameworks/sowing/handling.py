"""How information at each level is transmitted, stored and disposed of. Para 3(h).

IN-CONFIDENCE, SENSITIVE and RESTRICTED follow the guidance that New Zealand Customs released in 2022 (OIA 22-085), in
short. Everything else is cautious wording of this software, marked provisional until the Participant states its rule.
"""

from collections.abc import Iterator, Mapping

IN_CONFIDENCE = {
    "transmit": (
        "Say with it who may read it and what someone who receives it by mistake must do. Weigh the information before "
        "sending it in clear over a public network. By post or courier in a closed envelope with a return address.",
        "閲覧できる者と誤って受け取った者がなすべきことを付記する。公衆網で平文送信する前に内容を検討する。"
        "郵便又は民間宅配は封をし、返送先を記す。",
    ),
    "store": (
        "Protect files with two or more of: sign-in of each user, logs of each user, firewalls and intrusion "
        "detection, authentication of servers, security of the system. Paper in a building with controlled entry.",
        "電子ファイルは、利用者認証、個人単位の記録、ファイアウォール及び侵入検知、サーバー認証、システム固有の対策のうち"
        "二以上で保護する。紙は入退管理のある建物に置く。",
    ),
    "dispose": (
        "Dispose of files so that putting them together again is highly unlikely; paper as the department arranges.",
        "電子ファイルは復元が極めて困難な方法で廃棄する。紙は機関の定めによる。",
    ),
}

SENSITIVE = {
    "transmit": (
        "Over a public network within New Zealand or any network overseas only encrypted by a system that the GCSB has "
        "approved. By hand or courier closed, the marking not visible, addressed to a person by name and title.",
        "国内の公衆網又は国外のあらゆる網では、GCSBが承認した方式で暗号化した場合に限り送信する。"
        "持参又は宅配は封をして区分が見えないようにし、氏名と職名を宛先とする。",
    ),
    "store": (
        "Protect files with two or more of: sign-in of each user, logs of each user, firewalls and intrusion "
        "detection, authentication of servers, security of the system. Paper in a lockable cabinet or storage area.",
        "電子ファイルは、利用者認証、個人単位の記録、ファイアウォール及び侵入検知、サーバー認証、システム固有の対策のうち"
        "二以上で保護する。紙は施錠できる保管庫に置く。",
    ),
    "dispose": (
        "Dispose of or destroy files and paper so that putting them together again is highly unlikely.",
        "電子ファイルも紙も、復元が極めて困難な方法で廃棄又は破壊する。",
    ),
}

OPEN = {
    "transmit": (
        "May be sent within this exchange. Do not publish what the other side provided without its consent.",
        "本システム内で送信できる。相手国側から提供されたものは、その同意なく公表しない。",
    ),
    "store": ("Keep within this exchange or the case file.", "本システム又は案件の記録の中で保管する。"),
    "dispose": ("Dispose of it as the case file is disposed of.", "案件の記録の例により廃棄する。"),
}

OFFICIAL = {
    "transmit": (
        "Send within this exchange only, to officials who need to know. If it must leave it, encrypt it.",
        "本システム内で、知る必要のある職員に限り送信する。外へ出す必要があるときは暗号化する。",
    ),
    "store": (
        "Keep within this exchange, or encrypted; paper under lock.",
        "本システム内で、又は暗号化して保管する。紙は施錠して保管する。",
    ),
    "dispose": (
        "Destroy files and paper so that they cannot be put together again.",
        "電子ファイルも紙も復元できない方法で廃棄する。",
    ),
}

CLASSIFIED = {
    "transmit": (
        "Only over means that both sides' security authorities have approved for this level, to readers cleared for "
        "it. Ask the security officer before sending.",
        "双方の保全担当機関がこの区分について承認した手段により、取扱資格を有する者に限り送信する。送信前に保全責任者に確認する。",
    ),
    "store": (
        "Only on systems and in containers approved for this level; every copy is registered.",
        "この区分について承認されたシステム又は保管容器に限り保管し、すべての写しを登録する。",
    ),
    "dispose": (
        "Return it to the provider, or destroy it by an approved means before a witness, and record it.",
        "提供当局に返却し、又は立会いの下で承認された方法により破壊し、記録する。",
    ),
}

FROM_GUIDANCE = {"NZ:IN-CONFIDENCE": IN_CONFIDENCE, "NZ:SENSITIVE": SENSITIVE, "NZ:RESTRICTED": SENSITIVE}
CAUTIOUS = {
    "NZ:UNCLASSIFIED": OPEN,
    "NZ:CONFIDENTIAL": CLASSIFIED,
    "NZ:SECRET": CLASSIFIED,
    "NZ:TOP-SECRET": CLASSIFIED,
    "JP:1": OPEN,
    "JP:2": OFFICIAL,
    "JP:3": OFFICIAL,
    "JP:HI": CLASSIFIED,
    "JP:GOKUHI": CLASSIFIED,
    "JP:TOKUTEI": CLASSIFIED,
}


def _rules() -> Iterator[Mapping[str, object]]:
    for by_level, is_provisional in ((FROM_GUIDANCE, False), (CAUTIOUS, True)):
        for level, acts in by_level.items():
            for act, (english, japanese) in acts.items():
                words = {"text": english, "text_ja": japanese, "is_provisional": is_provisional}
                yield {"level_id": level, "act": act, **words}


RULES = tuple(_rules())
