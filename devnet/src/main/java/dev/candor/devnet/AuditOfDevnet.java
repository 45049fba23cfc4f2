package dev.candor.devnet;

import dev.candor.keys.DevelopmentSeeds;
import dev.candor.localservers.DeployedContracts;
import dev.candor.localservers.Geth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** audit-service and the witnesses of its log, each with a database of its own. */
final class AuditOfDevnet implements AutoCloseable {
    private static final String DATABASE = "audit";
    private static final String QUORUM = "group quorum-of-devnet 2 %s%nquorum quorum-of-devnet%n";

    private final AuditProcess service;
    private final List<WitnessProcess> witnesses;
    private final WitnessClients clients;
    private final Path trustFile;

    private AuditOfDevnet(
            AuditProcess service, List<WitnessProcess> witnesses, WitnessClients clients, Path trustFile) {
        this.service = service;
        this.witnesses = List.copyOf(witnesses);
        this.clients = clients;
        this.trustFile = trustFile;
    }

    /**
     * Writes what the processes read; starts none of them.
     *
     * @param clients closed with them
     */
    static AuditOfDevnet prepare(
            DevnetOptions options,
            DevnetDirectory directory,
            DevnetServers servers,
            DeployedContracts contracts,
            WitnessClients clients) {
        LogKeys keys = new LogKeys(contracts.logOrigin());
        Path folder = directory.part("audit");
        Path logs = write(folder.resolve("logs.txt"), keys.ed25519().print() + "\n");
        List<WitnessProcess> witnesses = WitnessKey.all().stream()
                .map(key -> witness(key, options, directory, servers, contracts, clients, logs))
                .toList();
        Path policy = write(folder.resolve("policy.txt"), policy(keys, witnesses));
        Path trust = folder.resolve("trust.json");
        DevnetDirectory.write(trust, TrustFile.of(servers, contracts, keys, policy));
        return new AuditOfDevnet(audit(options, directory, servers, contracts, policy), witnesses, clients, trust);
    }

    AuditProcess service() {
        return service;
    }

    List<WitnessProcess> witnesses() {
        return witnesses;
    }

    Path trustFile() {
        return trustFile;
    }

    void launch() {
        witnesses.forEach(ServiceProcess::launch);
        service.launch();
    }

    void awaitReady(Milestones milestones) {
        witnesses.forEach(ServiceProcess::awaitReady);
        milestones.reached(witnesses.size() + " witnesses");
        service.awaitReady();
        milestones.reached(service.toString());
    }

    void kill() {
        service.kill();
        witnesses.forEach(ServiceProcess::kill);
        clients.close();
    }

    @Override
    public void close() {
        service.close();
        witnesses.forEach(ServiceProcess::close);
        clients.close();
    }

    /** The execution client of a witness that attests, by its index; the one with the executor has none. */
    Geth client(int index) {
        return clients.geth(index);
    }

    private static AuditProcess audit(
            DevnetOptions options,
            DevnetDirectory directory,
            DevnetServers servers,
            DeployedContracts contracts,
            Path policy) {
        Path keys = directory.part("keys");
        Map<String, String> environment = new LinkedHashMap<>(servers.commonEnvironment(DATABASE));
        environment.putAll(servers.rollupEnvironment(contracts));
        String origin = contracts.logOrigin();
        environment.put("CANDOR_LOG_DOMAIN", origin.substring(0, origin.lastIndexOf('/')));
        environment.put("CANDOR_LOG_POLICY_FILE", policy.toString());
        environment.put(
                "CANDOR_LOG_ED25519_KEY_FILE", keys.resolve("log-ed25519.key").toString());
        environment.put("CANDOR_LOG_KEY_FILE", keys.resolve("log.key").toString());
        environment.put("CANDOR_ANCHOR_KEY_FILE", keys.resolve("anchor.key").toString());
        environment.put("CANDOR_AUDIT_ANCHOR_ADDRESS", contracts.auditAnchor());
        environment.put("CANDOR_ANCHOR_INTERVAL", "10s");
        environment.putAll(options.auditEnvironment());
        return new AuditProcess(
                directory.part("audit/service"),
                options.ports().auditService(),
                servers.l2().genesis().rollupId(),
                environment);
    }

    private static WitnessProcess witness(
            WitnessKey key,
            DevnetOptions options,
            DevnetDirectory directory,
            DevnetServers servers,
            DeployedContracts contracts,
            WitnessClients clients,
            Path logs) {
        Path folder = directory.part("witness-" + key.index());
        Map<String, String> environment = new LinkedHashMap<>(servers.commonEnvironment("witness_" + key.index()));
        environment.put("CANDOR_WITNESS_NAME", key.name());
        environment.put("CANDOR_LOGS_FILE", logs.toString());
        environment.put(
                "CANDOR_WITNESS_KEY_FILE",
                write(folder.resolve("witness.key"), key.seed().toHex()).toString());
        if (clients.isFor(key)) {
            environment.putAll(servers.l1Environment(contracts));
            environment.putAll(clients.environment(key));
            environment.put(
                    "CANDOR_ATTESTATION_KEY_FILE",
                    write(
                                    folder.resolve("attestation.key"),
                                    DevelopmentSeeds.attestation(key.index()).toHex())
                            .toString());
        }
        return new WitnessProcess(folder, options.ports().witness(key.index()), key, environment, clients.isFor(key));
    }

    /** C2SP tlog-policy: two of the witnesses suffice. */
    private static String policy(LogKeys keys, List<WitnessProcess> witnesses) {
        List<String> names = new ArrayList<>();
        StringBuilder text = new StringBuilder("log " + keys.ed25519().print() + "\n");
        for (WitnessProcess witness : witnesses) {
            names.add("w" + names.size());
            text.append("witness %s %s %s\n".formatted(names.getLast(), witness.verifierKey(), witness.url()));
        }
        return text.append(QUORUM.formatted(names.stream().collect(Collectors.joining(" "))))
                .toString();
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not write " + file, failure);
        }
    }
}
