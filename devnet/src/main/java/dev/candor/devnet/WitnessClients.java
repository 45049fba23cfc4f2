package dev.candor.devnet;

import dev.candor.localservers.Geth;
import dev.candor.localservers.ServerOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * The execution clients of the witnesses that attest, each for its witness alone.
 *
 * @param clients of the first witnesses, by index
 */
record WitnessClients(List<Geth> clients) implements AutoCloseable {
    WitnessClients {
        clients = List.copyOf(clients);
    }

    static WitnessClients start(
            DevnetOptions options, DevnetDirectory directory, DevnetServers servers, Milestones milestones) {
        List<Geth> started = new ArrayList<>();
        int count = options.audited() ? options.attesting() : 0;
        try {
            for (WitnessKey key : WitnessKey.all().subList(0, count)) {
                started.add(Geth.start(
                        servers.l2().genesis(), ServerOptions.in(directory.part("witness-" + key.index() + "/l2")), 0));
            }
        } catch (RuntimeException failure) {
            started.forEach(Geth::close);
            throw failure;
        }
        if (count > 0) {
            milestones.reached(count == 1 ? "a geth for a witness" : count + " geths for witnesses");
        }
        return new WitnessClients(started);
    }

    boolean isFor(WitnessKey key) {
        return key.index() < clients.size();
    }

    Geth of(WitnessKey key) {
        return clients.get(key.index());
    }

    @Override
    public void close() {
        clients.forEach(Geth::close);
    }
}
