package dev.candor.acceptance;

import dev.candor.devnet.Devnet;
import dev.candor.devnet.DevnetOptions;

/** One network for all scenarios of this JVM; those that kill a part of it wait until it works again. */
final class Networks {
    private static final class Shared {
        static final Devnet DEVNET = Devnet.start(DevnetOptions.forTests(), System.out::println);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(DEVNET::close, "close-devnet"));
        }
    }

    private Networks() {}

    static Devnet shared() {
        return Shared.DEVNET;
    }
}
