"""Groups of commands that name the nearest one for a command they don't have."""

import click

from smeeting.domain.errors import NotFoundError


class Noun(click.Group):
    """A noun with its verbs."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command.

        Raises NotFoundError with the nearest one for a name nothing has.
        """
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            # Imported here: most commands are typed right.
            from smeeting.domain.text import nearest, shortened

            near = nearest(args[0], known)
            path = ctx.command_path
            hint = f"did you mean {path} {near}?" if near else f"{path} --help lists the commands"
            raise NotFoundError(f"{path} has no command {shortened(args[0], 40)!r}", hint)
        return super().resolve_command(ctx, args)
