package dev.candor.devnet.demo;

import dev.candor.devnet.DevnetDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code ./candor demo}: exits with 0 only when everything was as it must be. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Sends real transactions through the running devnet and follows them from promise to finality.")
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "devnet.json of the network to use. Default: the one running in this checkout")
    private @Nullable Path network;

    @Override
    public Integer call() {
        DevnetDescription description = network == null ? DevnetDescription.running() : DevnetDescription.read(network);
        Demo demo = new Demo(description, System.out::println);
        demo.run();
        List<String> problems = demo.problems();
        problems.forEach(problem -> System.out.println("PROBLEM " + problem));
        System.out.println(problems.isEmpty() ? "demo: all as it must be" : "demo: " + problems.size() + " problem(s)");
        return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
