package dev.candor.devnet;

import dev.candor.localservers.OpenServers;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./candor devnet}: starts the network and stops it at Ctrl-C. */
@Command(
        name = "devnet",
        mixinStandardHelpOptions = true,
        description =
                "Starts everything on this machine: L1, L2, PostgreSQL, Kafka, the contracts, sequencer-service, audit-service "
                        + "and three witnesses. Ctrl-C stops it.")
final class DevnetCommand implements Runnable {

    enum PortChoice {
        AUTO,
        FIXED
    }

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep the state here and continue it next time. A clean stop loses nothing; a kill of the whole "
                            + "devnet loses up to 10 seconds of the L1's chain, which the service meets as a reorg.")
    private @Nullable Path data;

    @Option(
            names = "--ports",
            paramLabel = "auto|fixed",
            defaultValue = "auto",
            description = "auto: free ports; fixed: 8080 service, 8081 management, 8090 audit, 8091 its "
                    + "management, 8100 to 8105 witnesses, 8545 L1, 8745 and 8751 L2, 15432 "
                    + "PostgreSQL, 19092 Kafka. Default: ${DEFAULT-VALUE}")
    private PortChoice ports = PortChoice.AUTO;

    @Option(
            names = "--rollup-id",
            paramLabel = "ID",
            defaultValue = "" + DevnetOptions.DEFAULT_ROLLUP_ID,
            description = "The L2 chain id. Default: ${DEFAULT-VALUE}")
    private long rollupId = DevnetOptions.DEFAULT_ROLLUP_ID;

    @Option(
            names = "--attesting",
            paramLabel = "N",
            defaultValue = "" + DevnetOptions.ATTESTING,
            description =
                    "How many of the three witnesses execute and attest every batch, each with a client of its own: "
                            + "the second with the executor of sdk/, the others with a geth. "
                            + "The rest only cosign the log. Default: ${DEFAULT-VALUE}")
    private int attesting = DevnetOptions.ATTESTING;

    @Override
    public void run() {
        DevnetPorts chosen = ports == PortChoice.FIXED ? DevnetPorts.FIXED : DevnetPorts.FREE;
        Devnet devnet = Devnet.start(
                DevnetOptions.interactive(data, chosen, rollupId).attestedBy(attesting),
                line -> System.out.println("  " + line));
        System.out.println(DevnetTable.of(devnet));
        OpenServers.remember(() -> System.out.println("  stopping"));
        awaitTheEnd();
    }

    /** Ctrl-C ends the JVM, whose shutdown hook closes the network. */
    private static void awaitTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
