"""The key of a ballot, made on a machine off the network: the public half, and the private one in three parts."""

from django.core.management.base import BaseCommand

from feedback.ballots.sealed import parts_of_key, sealing


class Command(BaseCommand):
    help = (
        "Make the key of a ballot and print its public half and the three parts of its private one, two of which open"
        " the votes. Nothing is stored: run it on a machine off the network, print each part for another person."
    )
    requires_system_checks = ()
    requires_migrations_checks = False

    def handle(self, **options):
        private, public = sealing.new_key()
        parts = parts_of_key.split(private, public)
        if parts_of_key.joined(parts[0], parts[2]) != private:  # before anybody relies on it
            raise RuntimeError("The parts do not give the key back.")
        self.stdout.write(f"公鑰（抄到工作臺） Public key (for the desk):\n{public.hex()}\n")
        for part in parts:
            told = f"私鑰第 {part.number} 份（共三份，計票要兩份） Part {part.number} of the private key:"
            groups = parts_of_key.written(part).split()
            self.stdout.write(f"\n{told}\n{' '.join(groups[:4])}\n{' '.join(groups[4:])}\n")
