import LegalText
