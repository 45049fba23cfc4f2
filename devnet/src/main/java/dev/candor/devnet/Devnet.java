package dev.candor.devnet;

import dev.candor.localservers.Anvil;
import dev.candor.localservers.DeployedContracts;
import dev.candor.localservers.DevAccounts;
import dev.candor.localservers.Geth;
import dev.candor.localservers.LocalKafka;
import dev.candor.localservers.LocalPostgres;
import dev.candor.localservers.OpenServers;
import dev.candor.protocol.types.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A whole Candor network on this machine. Ready when {@link #start} returns; every part can be stopped, killed and started
 * again through its handle. {@link #close} stops the parts in the order in which they depend on each other.
 */
public final class Devnet implements AutoCloseable {

    private final DevnetOptions options;
    private final DevnetDirectory directory;
    private final DevnetServers servers;
    private final DeployedContracts contracts;
    private final SequencerProcess service;
    private final @Nullable AuditOfDevnet audit;
    private final List<SequencerProcess> furtherServices = new ArrayList<>();

    private Devnet(
            DevnetOptions options,
            DevnetDirectory directory,
            DevnetServers servers,
            DeployedContracts contracts,
            SequencerProcess service,
            @Nullable AuditOfDevnet audit) {
        this.options = options;
        this.directory = directory;
        this.servers = servers;
        this.contracts = contracts;
        this.service = service;
        this.audit = audit;
    }

    /** Starts a network and says nothing meanwhile. */
    public static Devnet start(DevnetOptions options) {
        return start(options, line -> {});
    }

    /**
     * Starts a network.
     *
     * @param progress gets a line for each part that is up
     * @throws dev.candor.localservers.ServerFailure when a part does not come up; what was started is stopped again
     */
    public static Devnet start(DevnetOptions options, Consumer<String> progress) {
        DevnetDirectory directory = DevnetDirectory.open(options.dataDirectory());
        try {
            return start(options, directory, new Milestones(progress));
        } catch (RuntimeException failure) {
            progress.accept("failed; logs and data are in " + directory.root());
            directory.close(true);
            throw failure;
        }
    }

    private static Devnet start(DevnetOptions options, DevnetDirectory directory, Milestones milestones) {
        DevnetServers servers = DevnetServers.start(options, directory, milestones);
        try {
            DeployedContracts contracts = new ContractsOfDevnet(servers, directory, milestones).deployOnce(options);
            DevnetKeys.write(directory.part("keys"));
            SequencerProcess service = service(options, directory, servers, contracts, "service", options.ports());
            AuditOfDevnet audit = options.audited() ? audit(options, directory, servers, contracts, milestones) : null;
            Devnet devnet = new Devnet(options, directory, servers, contracts, service, audit);
            OpenServers.remember(devnet);
            try {
                devnet.startServices(milestones);
                devnet.describe();
                return devnet;
            } catch (RuntimeException failure) {
                service.kill();
                if (audit != null) {
                    audit.kill();
                }
                OpenServers.forget(devnet);
                throw failure;
            }
        } catch (RuntimeException failure) {
            servers.close();
            throw failure;
        }
    }

    private static AuditOfDevnet audit(
            DevnetOptions options,
            DevnetDirectory directory,
            DevnetServers servers,
            DeployedContracts contracts,
            Milestones milestones) {
        WitnessClients clients = WitnessClients.start(options, directory, servers, milestones);
        try {
            return AuditOfDevnet.prepare(options, directory, servers, contracts, clients);
        } catch (RuntimeException failure) {
            clients.close();
            throw failure;
        }
    }

    /** Side by side: each spends its start on few threads. */
    private void startServices(Milestones milestones) {
        service.launch();
        if (audit != null) {
            audit.launch();
        }
        service.awaitReady();
        milestones.reached(service.toString());
        if (audit != null) {
            audit.awaitReady(milestones);
        }
    }

    public SequencerProcess service() {
        return service;
    }

    /** audit-service; throws when this network runs without it. */
    public AuditProcess audit() {
        return audited().service();
    }

    /** The witnesses of the log; throws when this network runs without audit-service. */
    public List<WitnessProcess> witnesses() {
        return audited().witnesses();
    }

    /** The execution client of a witness that attests, by the witness's index. */
    public Geth witnessClient(int index) {
        return audited().client(index);
    }

    /** What verifiers take as given (spec/receipts.md section 4). */
    public Path trustFile() {
        return audited().trustFile();
    }

    private AuditOfDevnet audited() {
        if (audit == null) {
            throw new IllegalStateException(
                    "Expected a devnet with audit-service, found one without: start it withAudit.");
        }
        return audit;
    }

    public Anvil l1() {
        return servers.l1();
    }

    public Geth l2() {
        return servers.l2();
    }

    public LocalPostgres postgres() {
        return servers.postgres();
    }

    public LocalKafka kafka() {
        return servers.kafka();
    }

    public DeployedContracts contracts() {
        return contracts;
    }

    /** Logs, keys and data of every part. */
    public Path directory() {
        return directory.root();
    }

    /**
     * A further process of sequencer-service on the same database, topics and chains, not yet started; it is stopped with
     * the network.
     *
     * @param name of its folder
     * @param environment added to its environment, e.g. {@code CANDOR_ROLES}
     */
    public synchronized SequencerProcess furtherService(String name, Map<String, String> environment) {
        Map<String, String> merged = new LinkedHashMap<>(options.serviceEnvironment());
        merged.putAll(environment);
        SequencerProcess further =
                service(options.withServiceEnvironment(merged), directory, servers, contracts, name, DevnetPorts.FREE);
        furtherServices.add(further);
        return further;
    }

    public DevnetDescription description() {
        return new DevnetDescription(
                Long.toString(l2().genesis().rollupId()),
                ProcessHandle.current().pid(),
                service.url(),
                service.rpcUrl(),
                service.managementUrl(),
                l1().rpcUrl(),
                Long.toString(Anvil.CHAIN_ID),
                l2().rpcUrl(),
                l2().engineUrl(),
                l2().jwtSecretFile().toString(),
                servers.databaseUrl(),
                kafka().bootstrapServers(),
                contracts.manifest().path("genesisHash").asString(),
                Long.toString(contracts.deploymentBlock()),
                new DevnetDescription.Contracts(
                        contracts.rollup(),
                        contracts.sequencerRegistry(),
                        contracts.forcedInbox(),
                        contracts.bondVault(),
                        contracts.parameterRegistry(),
                        contracts.auditAnchor()),
                DevnetKeys.order().address(),
                DevnetKeys.beaconKey(),
                contracts.logOrigin(),
                DevnetKeys.log().address(),
                audit == null ? null : auditDescription(audit),
                DevAccounts.ALL,
                DevnetKeys.DERIVED_ACCOUNTS,
                DevnetKeys.DERIVATION,
                directory.root().toString(),
                directory.manifest().toString());
    }

    private DevnetDescription.Audit auditDescription(AuditOfDevnet running) {
        return new DevnetDescription.Audit(
                running.service().url(),
                running.service().logUrl(),
                running.service().managementUrl(),
                new LogKeys(contracts.logOrigin()).verifierKeys(),
                running.witnesses().stream()
                        .map(witness -> new DevnetDescription.Witness(
                                witness.url(),
                                witness.verifierKey(),
                                witness.attestsAs().map(Address::toHex).orElse(null)))
                        .toList(),
                running.trustFile().toString());
    }

    @Override
    public synchronized void close() {
        withdrawAnnouncement();
        furtherServices.forEach(SequencerProcess::close);
        service.close();
        if (audit != null) {
            audit.close();
        }
        servers.close();
        OpenServers.forget(this);
        directory.close();
    }

    @Override
    public String toString() {
        return "devnet in " + directory.root();
    }

    private static SequencerProcess service(
            DevnetOptions options,
            DevnetDirectory directory,
            DevnetServers servers,
            DeployedContracts contracts,
            String name,
            DevnetPorts ports) {
        Map<String, String> environment =
                new LinkedHashMap<>(servers.serviceEnvironment(contracts, directory.part("keys")));
        environment.putAll(options.serviceEnvironment());
        return new SequencerProcess(
                directory.part(name), ports.sequencer(), environment, options.serviceJvmArguments());
    }

    private void describe() {
        description().write(directory.part("devnet.json"));
        if (options.announced()) {
            description().write(DevnetDescription.announcement());
        }
    }

    private void withdrawAnnouncement() {
        try {
            Path file = DevnetDescription.announcement();
            if (options.announced()
                    && Files.exists(file)
                    && DevnetDescription.read(file).pid()
                            == ProcessHandle.current().pid()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not delete the announcement of this devnet", failure);
        }
    }
}
