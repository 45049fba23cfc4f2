package dev.candor.devnet;

import dev.candor.localservers.Geth;
import dev.candor.localservers.SdkExecutor;
import dev.candor.localservers.ServerOptions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The clients that execute for the witnesses that attest, each for its witness alone. Not all are of one kind: a fault of one kind must
 * not decide.
 *
 * @param geths by the witness's index
 * @param executor of the witness {@link #OTHER_KIND}
 */
record WitnessClients(Map<Integer, Geth> geths, Optional<SdkExecutor> executor) implements AutoCloseable {
    /** The witness that executes on candor-executor of sdk/ instead of a geth. */
    static final int OTHER_KIND = 1;

    WitnessClients {
        geths = Map.copyOf(geths);
    }

    static WitnessClients start(
            DevnetOptions options, DevnetDirectory directory, DevnetServers servers, Milestones milestones) {
        int count = options.audited() ? options.attesting() : 0;
        Map<Integer, Geth> geths = new TreeMap<>();
        Optional<SdkExecutor> executor = Optional.empty();
        try {
            for (int index = 0; index < count; index++) {
                ServerOptions folder = ServerOptions.in(directory.part("witness-" + index + "/l2"));
                if (index == OTHER_KIND) {
                    executor = Optional.of(SdkExecutor.start(servers.l2().genesis(), folder));
                } else {
                    geths.put(index, Geth.start(servers.l2().genesis(), folder, 0));
                }
            }
        } catch (RuntimeException failure) {
            new WitnessClients(geths, executor).close();
            throw failure;
        }
        if (count > 0) {
            String others = executor.isPresent() ? ", a candor-executor for another" : "";
            milestones.reached(
                    (geths.size() == 1 ? "a geth for a witness" : geths.size() + " geths for witnesses") + others);
        }
        return new WitnessClients(geths, executor);
    }

    boolean isFor(WitnessKey key) {
        return geths.containsKey(key.index()) || (key.index() == OTHER_KIND && executor.isPresent());
    }

    /** What a witness is told of its client. */
    Map<String, String> environment(WitnessKey key) {
        if (key.index() == OTHER_KIND && executor.isPresent()) {
            return Map.of("CANDOR_EXECUTOR_URL", executor.get().url());
        }
        Geth geth = geth(key.index());
        return Map.of(
                "CANDOR_ENGINE_RPC_URL",
                geth.rpcUrl(),
                "CANDOR_ENGINE_URL",
                geth.engineUrl(),
                "CANDOR_ENGINE_JWT_SECRET_FILE",
                geth.jwtSecretFile().toString());
    }

    Geth geth(int index) {
        Geth geth = geths.get(index);
        if (geth == null) {
            throw new IllegalStateException("Expected a geth of witness %d, found none.".formatted(index));
        }
        return geth;
    }

    @Override
    public void close() {
        geths.values().forEach(Geth::close);
        executor.ifPresent(SdkExecutor::close);
    }
}
