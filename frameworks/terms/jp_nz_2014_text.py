"""The words of the Cooperative Framework of 26 June 2014, paragraph by paragraph. Pure.

The instrument was signed in English, so these words are not translated: the English text prevails.
"""

PARAGRAPHS = {
    "1": (
        "Each Participant will endeavour, to the extent that their laws allow, to provide to the other details of "
        "goods that are known to be, or suspected of being, imported or exported in contravention of the customs laws "
        "of the other Participant."
    ),
    "2": (
        "Either Participant, upon the request of the other, will endeavour to the extent that their laws allow to "
        "arrange for special surveillance to be conducted of persons, goods or conveyances known to be, or suspected "
        "of being, connected with the contravention of the customs laws of the requesting Participant."
    ),
    "3": (
        "Either Participant, on request of the other, will endeavour to provide all available information concerning "
        "contraventions of the customs laws of the other Participant that are under investigation. Each Participant "
        "also intends to voluntarily provide to the other information that it considers may be useful to the "
        "activities of the other. Information will be provided subject to the following conditions:"
    ),
    "3(a)": (
        "Information provided in line with this Cooperative Framework will be provided in line with and subject to "
        "the laws and regulations relating to the exchange of information in the country of the requested "
        "Participant, and any stated caveats of the requested Participant relating to use and disclosure of the "
        "information provided, except to the extent that such information may be disclosed in line with subparagraph "
        "(c) below."
    ),
    "3(b)": (
        "Any information provided from one Participant to the other will be used solely for the purposes of this "
        "Cooperative Framework, to assist in the prevention, detection, investigation, and prosecution and punishment "
        "of customs offences."
    ),
    "3(c)": (
        "A Participant will not disclose or provide to other authorities than Customs administration any information "
        "received in line with this Cooperative Framework except:"
    ),
    "3(c)(i)": (
        "to relevant domestic law enforcement agencies, if this is consistent with the purpose for which the "
        "information was originally provided and in line with the conditions set out in this Cooperative Framework;"
    ),
    "3(c)(ii)": "otherwise with the written consent of the providing Participant; or",
    "3(c)(iii)": (
        "to the extent required by the laws and regulations that apply to the Participant that received the "
        "information."
    ),
    "3(d)": (
        "If a Participant discloses or provides information in line with subparagraph 3 (c) i and iii, it will "
        "wherever possible give advance notice in writing of any such disclosure or provision to the providing "
        "Participant."
    ),
    "3(e)": (
        "Information provided in line with this Cooperative Framework will not be used in domestic criminal "
        "proceedings carried out by a court or a judge, unless the Participant that wishes to use the information:"
    ),
    "3(e)(i)": (
        "submits a request in writing for approval of the use of the information in criminal proceedings to the "
        "Participant that provided the information. A request for approval will include the following information:"
    ),
    "3(e)(i)(1)": "the facts pertaining to the subject of, and the nature and the stage of, the criminal proceedings;",
    "3(e)(i)(2)": (
        "the relevant laws, including applicable penalties of the country of the Participant that wishes to use the "
        "information;"
    ),
    "3(e)(i)(3)": (
        "a statement as to whether the Participant that wishes to use the information would be able to comply with a "
        "similar request for approval where such a request was made by the Participant that provided the information; "
        "and"
    ),
    "3(e)(ii)": (
        "receives from the Participant that provided the information express approval in writing to use the "
        "information in criminal proceedings."
    ),
    "3(f)": (
        "Each Participant will maintain the confidentiality of any information received in line with this Cooperative "
        "Framework, and will grant at least the same level of protection under the laws and regulations of the "
        "country of the Participant providing the information, unless the Participant that provided the information "
        "gives a prior consent to the disclosure of such information."
    ),
    "3(g)": (
        "Each Participant will restrict access to information received under this Cooperative Framework to those "
        "persons who need to be aware of its contents."
    ),
    "3(h)": (
        "Each Participant will hold and transmit information received under this Cooperative Framework using "
        "recognised security mechanisms such as passwords, encryption, or other reasonable safeguards consistent with "
        "the security classification or other handling instructions attached to the particular information."
    ),
    "3(i)": (
        "Each Participant will notify the other of any accidental or unauthorised access, use, disclosure, "
        "modification or loss of information received under this Cooperative Framework and furnish full details of "
        "that incident."
    ),
    "3(j)": (
        "Where information has been accidentally disclosed or modified each Participant will do everything reasonably "
        "practicable to recover or, where recovery is not possible, ensure the destruction of the disclosed or "
        "modified information."
    ),
    "4": (
        "The Participants may refuse to communicate information in line with this Cooperative Framework, where to do "
        "so would:"
    ),
    "4(a)": "be likely to prejudice their sovereignty, public policy, security or other essential interests;",
    "4(b)": "violate or prejudice a legitimate industrial, commercial or professional interest;",
    "4(c)": "be outside the competence of the requested Participant; or",
    "4(d)": (
        "interfere with an ongoing investigation, including investigation by the relevant law enforcement agencies, "
        "prosecution or judicial proceeding."
    ),
    "4, last sentence": (
        "In the event that a request cannot be executed, the requested Participant will notify the other Participant "
        "of that fact."
    ),
    "5": (
        "If the requesting Participant would be unable to execute a similar request in the case that such a request "
        "were made by the requested Participant, it will draw attention to the fact in its request. Execution of such "
        "a request will be at the discretion of the requested Participant."
    ),
    "6": (
        "Requests made in line with paragraphs 2 and 3 of this Cooperative Framework will be made in writing. "
        "Information considered useful for the execution of a request will be provided by the requesting Participant "
        "to the requested Participant with the request. When circumstances require, oral requests may be made, but "
        "will be promptly confirmed in writing. Requests for assistance will include the following information:"
    ),
    "6(a)": "the nature of the proceedings in respect of which the request is made;",
    "6(b)": "the subject of and reason for the request;",
    "6(c)": "the names and addresses of the parties to whom the request relates, if known;",
    "6(d)": "a brief description of the matter under consideration and the legal elements involved; and",
    "6(e)": "Any legal or security caveat and the priority of the request.",
    "7": (
        "The information provided in line with paragraphs 1 to 6 will be directly communicated between officials "
        "designated by the Participants and specified in the Annex."
    ),
    "8": (
        "For prompt customs clearance of goods traded between Japan and New Zealand, each Participant will endeavour "
        "to:"
    ),
    "8(a)": "use information and communications technology wherever possible;",
    "8(b)": "simplify its customs procedures and where possible harmonise procedures; and",
    "8(c)": (
        "ensure its customs procedures conform to relevant international standards and practices, such as those under "
        "the auspices of the Customs Cooperation Council."
    ),
    "9": (
        "The Participants intend to promote the use of information and communications technology in their customs "
        "procedures subject to appropriate security, and to exchange information on the use of information, "
        "communications, detection and monitoring technology for the purpose of improving customs procedures and "
        "enhancing enforcement activity."
    ),
    "10": (
        "In order to facilitate customs clearance of goods traded between Japan and New Zealand, each Participant "
        "intends to continue to use risk management techniques, and to exchange information on risk management and "
        "other enforcement techniques."
    ),
    "11": (
        "In addition to the matters in paragraphs 8 to 10, the Participants will endeavour to exchange information "
        "about technological developments that enhance the effectiveness and/or efficiency of customs practices and "
        "procedures so that each Participant can continually find ways of better meeting its responsibilities."
    ),
    "12": (
        "Both Participants, as necessary, may convene meetings of customs officials to progress bilateral technical "
        "issues of mutual interest on customs cooperation and paperless trading."
    ),
    "13": (
        "In order to promote further cooperation and mutual understanding, the Participants intend to continue to "
        "provide opportunities for selected officers to be attached as trainees to each other's administrations. The "
        "costs incurred in such attachments will be met by the sending Participant."
    ),
    "14": (
        "Both Participants will endeavour to exchange views and work cooperatively on customs-issues being considered "
        "by international forums such as the Customs Cooperation Council and APEC."
    ),
    "15": (
        "Both Participants will endeavour to exchange views and work cooperatively in the planning and provision of "
        "technical and development assistance to other customs administrations in the Asia Pacific region."
    ),
    "16": (
        "Both Participants will continue to work cooperatively to support the activities of the Regional Intelligence "
        "Liaison Office and the Regional Office for Capacity Building in the region."
    ),
    "17": (
        "Both Participants intend to hold consultations when necessary to ensure the effectiveness of the cooperation "
        "mentioned above."
    ),
    "18": (
        "Nothing in this Cooperative Framework will be construed as creating any legal right or obligation in respect "
        "of either Participant, nor affect any international Convention, Treaty or Agreement which Japan or New "
        "Zealand has concluded. Any cooperation under this Cooperative Framework will be implemented in line with the "
        "laws and regulations in force in each country and within the available resources of each Participant."
    ),
    "19": (
        "Cooperation under this Cooperative Framework will begin on the date of signature by the Participants. This "
        "Cooperative Framework may be modified by the mutual written consent of the Participants. Cooperation under "
        "this Cooperative Framework will cease to continue three months from the date that one Participant has given "
        "written notice of its intention to cease cooperation to the other."
    ),
    "20": (
        "This Cooperative Framework will replace the Cooperative Framework between the Customs Administration of "
        "Japan and the New Zealand Customs Service signed on 1 April, 2004."
    ),
}
