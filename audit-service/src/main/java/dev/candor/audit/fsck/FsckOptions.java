package dev.candor.audit.fsck;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ./candor fsck} is told, and where that leads. */
final class FsckOptions {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The service, for example http://localhost:8080, or with --key the log's prefix.")
    private @Nullable URI url;

    @Option(
            names = "--directory",
            paramLabel = "FOLDER",
            description = "A mirror on this machine instead: checkpoint and tile/ below this folder.")
    private @Nullable Path directory;

    @Option(
            names = "--devnet",
            paramLabel = "FILE",
            description = "The devnet.json of a running devnet: names the service, the trust file and L1.")
    private @Nullable Path devnet;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "A trust file (spec/receipts.md section 4): names the keys, the policy and AuditAnchor.")
    private @Nullable Path trust;

    @Option(
            names = "--key",
            paramLabel = "VKEY",
            description =
                    "The log's verifier keys, Ed25519 and EIP-712. Left out, without --trust: as the service names them, which only"
                            + " shows that the log agrees with itself.")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--l1-chain-id", paramLabel = "ID", description = "With --key: the chain id of L1.")
    private long l1ChainId;

    @Option(names = "--rollup", paramLabel = "ADDRESS", description = "With --key: the Rollup contract on L1.")
    private String rollup = Address.ZERO.toHex();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A C2SP tlog-policy. Left out: the trust file's, or the one that the service names.")
    private @Nullable Path policy;

    @Option(
            names = "--l1",
            paramLabel = "URL",
            description = "An L1 endpoint: every anchor of the log is read there and held against the log.")
    private @Nullable URI l1;

    @Option(
            names = "--audit-anchor",
            paramLabel = "ADDRESS",
            description = "With --l1: the AuditAnchor contract. Left out: the trust file's.")
    private @Nullable String auditAnchor;

    @Option(
            names = "--from-block",
            paramLabel = "N",
            description = "With --l1: the block of AuditAnchor's deployment. Left out: the trust file's, or 0.")
    private @Nullable Long fromBlock;

    /** Throws {@link IllegalArgumentException} for what does not fit together, {@link IOException} for what cannot be read. */
    LogSource source() throws IOException, InterruptedException {
        DevnetFile network = devnet == null ? null : read(devnet, DevnetFile.class);
        DevnetFile.Audit audit = network == null ? null : network.audit();
        if (network != null && audit == null) {
            throw new IllegalArgumentException("Expected a devnet with audit-service, found one without in " + devnet);
        }
        URI service = url != null || audit == null ? url : URI.create(audit.url());
        URI endpoint = l1 != null || network == null ? l1 : URI.create(network.l1RpcUrl());
        Path trustPath = trust != null || audit == null || !keys.isEmpty() ? trust : Path.of(audit.trustFile());
        TrustFile given = trustPath == null ? null : read(trustPath, TrustFile.class);
        if (given != null) {
            return ofTrustFile(given, service, endpoint);
        }
        return keys.isEmpty() ? ofService(service, endpoint) : ofKeys(service, endpoint);
    }

    private LogSource ofTrustFile(TrustFile given, @Nullable URI service, @Nullable URI endpoint) throws IOException {
        CandorDomain domain = given.domain().read();
        Trust known = Trust.of(
                given.log().verifierKeys(), domain, policyOr(given.log().policy()));
        long deployed = Long.parseUnsignedLong(given.deploymentBlock());
        return new LogSource(
                bytes(service, "/log/" + given.domain().rollupId()),
                serviceBytes(service),
                known,
                false,
                onL1(endpoint, given.auditAnchor(), domain.l1ChainId(), deployed));
    }

    private LogSource ofKeys(@Nullable URI prefix, @Nullable URI endpoint) throws IOException {
        if (policy == null) {
            throw new IllegalArgumentException("Expected --policy with --key.");
        }
        CandorDomain domain = new CandorDomain(l1ChainId, Address.fromHex(rollup));
        return new LogSource(
                bytes(prefix, ""),
                Optional.empty(),
                Trust.of(keys, domain, policyOr("")),
                false,
                onL1(endpoint, null, l1ChainId, 0));
    }

    private LogSource ofService(@Nullable URI service, @Nullable URI endpoint)
            throws IOException, InterruptedException {
        if (service == null) {
            throw new IllegalArgumentException(
                    "Expected --url, or --directory with --trust or with --key and --policy.");
        }
        byte[] json = new HttpBytes(service)
                .fetch("v1/log")
                .orElseThrow(() -> new IOException("no /v1/log at " + service + ": give --key and --policy"));
        PublishedFacts facts = JSON.readValue(json, PublishedFacts.class);
        CandorDomain domain = new CandorDomain(
                Long.parseUnsignedLong(facts.domain().l1ChainId()),
                Address.fromHex(facts.domain().rollup()));
        return new LogSource(
                bytes(service, facts.prefix()),
                serviceBytes(service),
                Trust.of(facts.verifierKeys(), domain, policyOr(facts.policy())),
                true,
                onL1(endpoint, null, domain.l1ChainId(), 0));
    }

    private Optional<PublicBytes> serviceBytes(@Nullable URI service) {
        return service == null || directory != null ? Optional.empty() : Optional.of(new HttpBytes(service));
    }

    private PublicBytes bytes(@Nullable URI service, String prefix) {
        if (directory != null) {
            return new FolderBytes(directory);
        }
        if (service == null) {
            throw new IllegalArgumentException("Expected --url or --directory.");
        }
        return new HttpBytes(URI.create(service.toString().replaceAll("/+$", "") + prefix));
    }

    private Optional<LogSource.OnL1> onL1(@Nullable URI endpoint, @Nullable String known, long chainId, long deployed) {
        String contract = auditAnchor != null ? auditAnchor : known;
        if (endpoint == null) {
            if (auditAnchor != null) {
                throw new IllegalArgumentException("Expected --l1 with --audit-anchor.");
            }
            return Optional.empty();
        }
        if (contract == null) {
            throw new IllegalArgumentException("Expected --audit-anchor or --trust with --l1.");
        }
        long from = fromBlock != null ? fromBlock : deployed;
        return Optional.of(new LogSource.OnL1(endpoint, Address.fromHex(contract), chainId, from));
    }

    private byte[] policyOr(String known) throws IOException {
        return policy != null ? Files.readAllBytes(policy) : known.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T read(Path file, Class<T> form) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), form);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "Expected the JSON of %s to be readable, found %s".formatted(file, e), e);
        }
    }
}
