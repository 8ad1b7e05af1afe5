"""Positions as the three languages name them."""

from typing import Final, NamedTuple


class Role(NamedTuple):
    """A position: in English, and in German and French for men and for women."""

    en: str
    de: tuple[str, str]
    fr: tuple[str, str]

    def said(self, lang: str, gender: str) -> str:
        """The position in a language."""
        if lang == "en":
            return self.en
        return (self.de if lang == "de" else self.fr)[gender == "f"]


ROLES: Final = (
    Role("head of research", ("Forschungschef", "Forschungschefin"),
         ("directeur de la recherche", "directrice de la recherche")),
    Role("chief scientist", ("Chefwissenschaftler", "Chefwissenschaftlerin"),
         ("directeur scientifique", "directrice scientifique")),
    Role("VP of engineering", ("Vizepräsident für Technik", "Vizepräsidentin für Technik"),
         ("vice-président de l’ingénierie", "vice-présidente de l’ingénierie")),
    Role("head of infrastructure", ("Leiter der Infrastruktur", "Leiterin der Infrastruktur"),
         ("responsable de l’infrastructure", "responsable de l’infrastructure")),
    Role("research director", ("Forschungsdirektor", "Forschungsdirektorin"),
         ("directeur de recherche", "directrice de recherche")),
    Role("head of safety", ("Leiter der KI-Sicherheit", "Leiterin der KI-Sicherheit"),
         ("responsable de la sûreté", "responsable de la sûreté")),
    Role("head of product", ("Produktchef", "Produktchefin"), ("directeur produit", "directrice produit")),
    Role("CTO", ("Technikchef", "Technikchefin"), ("directeur technique", "directrice technique")),
    Role("research scientist", ("Forscher", "Forscherin"), ("chercheur", "chercheuse")),
    Role("head of robotics", ("Leiter der Robotik", "Leiterin der Robotik"),
         ("responsable de la robotique", "responsable de la robotique")),
    Role("chief of staff", ("Stabschef", "Stabschefin"), ("directeur de cabinet", "directrice de cabinet")),
    Role("research engineer", ("Forschungsingenieur", "Forschungsingenieurin"),
         ("ingénieur de recherche", "ingénieure de recherche")),
)  # fmt: skip
FOUNDER: Final = Role("co-founder", ("Mitgründer", "Mitgründerin"), ("cofondateur", "cofondatrice"))
CHIEF: Final = Role("CEO", ("Chef", "Chefin"), ("directeur général", "directrice générale"))
BOARD: Final = Role("board member", ("Mitglied des Verwaltungsrats", "Mitglied des Verwaltungsrats"),
                    ("membre du conseil d’administration", "membre du conseil d’administration"))  # fmt: skip
