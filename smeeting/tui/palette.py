"""The command palette: the commands of the screen it is called from."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from smeeting.tui.commands import EVERYWHERE, Command, commands_at
from smeeting.tui.text import joined


class CommandProvider(Provider):
    """Finds commands by their help sentence. The screen says where it is by its attribute `where`."""

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for row in self._commands():
            yield DiscoveryHit(
                joined(_words(row)), partial(self._run, row), text=_words(row), help=_where(row)
            )

    async def search(self, query: str) -> Hits:
        """The commands that match."""
        matcher = self.matcher(query)
        for row in self._commands():
            score = matcher.match(_words(row))
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(_words(row)),
                    partial(self._run, row),
                    text=_words(row),
                    help=_where(row),
                )

    def _commands(self) -> list[Command]:
        where: tuple[str, ...] = getattr(self.screen, "where", ())
        return [row for row in commands_at((*where, EVERYWHERE)) if row.id != "app.palette"]

    async def _run(self, row: Command) -> None:
        namespace = self.app if EVERYWHERE in row.places else self.screen
        await namespace.run_action(row.action)


def _words(row: Command) -> str:
    return f"{row.id.replace('.', ': ')} – {row.help}"


def _where(row: Command) -> str:
    return f"key {row.key_text}" if row.key else ""
