package dev.candor.devnet;

import dev.candor.devnet.demo.DemoCommand;
import dev.candor.localservers.ServerFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./candor} runs in Java. */
@Command(
        name = "candor",
        subcommands = {DevnetCommand.class, DemoCommand.class},
        mixinStandardHelpOptions = true)
public final class Candor {

    private Candor() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Candor());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!(failure instanceof ServerFailure)) {
                throw failure;
            }
            command.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(commandLine.execute(arguments));
    }
}
