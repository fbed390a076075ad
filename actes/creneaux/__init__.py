"""The slots that judges and services communicate (CPP D48-2 al. 10): imported, held in the register, written."""

from actes.creneaux.agenda_ics import Plages, slots_of_calendar
from actes.creneaux.choix import Choix, choose
from actes.creneaux.ecriture import with_appointment
from actes.creneaux.fusion import merge_slots

__all__ = ["Choix", "Plages", "choose", "merge_slots", "slots_of_calendar", "with_appointment"]
