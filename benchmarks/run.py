"""`make bench`: load, serve, ask, and write down how the portal stands against its targets.

Variables: SIZES="10000 100000 1000000"; SECONDS and ROUNDS of each measuring; EVENING and TALK, their seconds; VIEWERS
of the talk; QUICK=1 for a run of some minutes; ONLY="talk evening" for some parts; KEEP=1 to leave the databases for
the next run; PORT, the first of five; WORKERS; and PROFILE=board, another page, `sending` or `evening` to write where
its time goes and measure nothing.
"""

import json
import sys
from pathlib import Path

from benchmarks import database, plot, results
from benchmarks.asking import wrk
from benchmarks.bench import Bench
from benchmarks.machine import machine
from benchmarks.measuring import against_references, growing, ledger, paper, profile, submitting, talk
from benchmarks.options import DESK_SMALL, Options
from benchmarks.site import ROOT, VAR_DIR


def main():
    wrk.require()
    options = Options.of_environment()
    with database.server() as (what, url):
        bench = Bench(options, url)
        bench.tell(f"PostgreSQL: {what}")
        about = machine(database.version(url))
        sizes = sorted({DESK_SMALL, *options.sizes} if options.needs_every_size else {options.main})
        try:
            loaded = {size: bench.prepare(size, with_references=size == options.main) for size in sizes}
            bench.run(options.main, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
            if options.profile:
                write_profile(bench)
            else:
                write(measure(bench), about, loaded, options, bench)
        finally:
            if not options.keep:
                for size in sizes:
                    database.drop(url, size)


def measure(bench):
    """{part: (rows, raw numbers)} of every part that is asked for."""
    parts = {
        "references": against_references.measure,
        "sending": submitting.measure,
        "evening": submitting.measure_evening,
        "talk": talk.measure,
        "growth": growing.measure,
        "desk": growing.measure_desk,
        "paper": paper.measure,
        "ledger": ledger.measure,
    }
    asked = bench.options.only or tuple(parts)
    if unknown := set(asked) - set(parts):
        sys.exit(f"There is no part {', '.join(sorted(unknown))}. There are: {', '.join(parts)}")
    return {name: part(bench) for name, part in parts.items() if name in asked}


def write(measured, about, loaded, options, bench):
    """The table, the drawing and the raw numbers; a run that is not whole leaves those of the last whole one alone."""
    folder = Path(__file__).parent if options.is_whole else VAR_DIR
    rows = [row for part, _ in measured.values() for row in part]
    told = [f"{what}: {which}" for what, which in about.items()]
    times = [f"{size:,} in {seconds} s" for size, seconds in loaded.items() if seconds]
    head = (
        f"By `make bench`. {'; '.join(told)}. The load comes from the same machine.\n\n"
        f"Medians of {options.rounds} interleaved rounds of {options.seconds} s, with the least and the most. A ratio "
        f"is against the reference in the same round. Where no size is named, there were {options.main:,} suggestions. "
        f"Loading took: {', '.join(times) or 'nothing, the databases were kept'}."
    )
    (folder / "results.md").write_text(results.document(rows, head), encoding="utf-8")
    (folder / "results.svg").write_text(
        plot.plot(rows, f"The portal against its targets, {about['date'][:10]}"), encoding="utf-8"
    )
    raw = {"machine": about, "loaded": loaded, "options": vars(options)} | {
        name: raw for name, (_, raw) in measured.items()
    }
    (folder / "results.json").write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    missed = [f"{row.section.partition(':')[0]}: {row.name}" for row in rows if row.is_reached is False]
    bench.tell(f"written to {folder.relative_to(ROOT)}/results.md; not reached: {'; '.join(missed) or 'none'}")


def write_profile(bench):
    """Where a worker spends its time on one page, made anew each time; or on sendings, or in the evening hour."""
    name = bench.options.profile
    path = VAR_DIR / f"profile-{name.replace(' ', '-')}.txt"
    path.write_text(profile.profile_of(bench, name), encoding="utf-8")
    bench.tell(f"written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
