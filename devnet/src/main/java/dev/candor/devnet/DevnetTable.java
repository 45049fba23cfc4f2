package dev.candor.devnet;

import dev.candor.localservers.DevAccounts;
import dev.candor.localservers.DevAccounts.DevAccount;
import dev.candor.protocol.signing.PrivateKey;

/** What a person needs to use a running devnet. */
final class DevnetTable {

    private static final int FIRST_FREE_ACCOUNT = 5;
    private static final int SHOWN_ACCOUNTS = 3;

    private DevnetTable() {}

    static String of(Devnet devnet) {
        DevnetDescription network = devnet.description();
        StringBuilder text = new StringBuilder("\nCandor devnet is ready.\n\n");
        row(text, "JSON-RPC for wallets", network.rpcUrl() + "   (chain id " + network.rollupId() + ")");
        row(text, "REST", network.serviceUrl() + "/v1   (OpenAPI: " + network.serviceUrl() + "/v3/api-docs)");
        row(text, "health, metrics", network.managementUrl() + "/actuator");
        row(text, "L1 (anvil)", network.l1RpcUrl() + "   (chain id " + network.l1ChainId() + ")");
        row(text, "L2 client, private", network.l2RpcUrl() + "   (engine " + network.l2EngineUrl() + ")");
        row(text, "PostgreSQL", network.databaseUrl());
        row(text, "Kafka", network.kafkaBootstrapServers());
        row(text, "Rollup", network.contracts().rollup());
        row(text, "ForcedInbox", network.contracts().forcedInbox());
        row(text, "sequencer signs as", network.orderKey());
        DevnetDescription.Audit audit = network.audit();
        if (audit != null) {
            row(text, "transparency log", audit.logUrl() + "checkpoint   (" + network.logOrigin() + ")");
            row(text, "receipts", audit.url() + "/v1/receipts/{txHash}   (OpenAPI: " + audit.url() + "/v3/api-docs)");
            audit.witnesses()
                    .forEach(witness -> row(
                            text,
                            "witness",
                            witness.attestsAs() == null
                                    ? witness.url()
                                    : witness.url() + "   (attests batches as " + witness.attestsAs() + ")"));
            row(text, "trust file", audit.trustFile());
        }
        row(text, "service log", devnet.service().logFile().toString());
        row(text, "data and other logs", network.dataDirectory());
        text.append("\nFunded accounts (public development keys, worthless elsewhere):\n\n");
        DevAccounts.ALL.stream()
                .skip(FIRST_FREE_ACCOUNT)
                .limit(SHOWN_ACCOUNTS)
                .forEach(account -> text.append("  %s  %s%n".formatted(account.address(), account.privateKey())));
        PrivateKey first = DevnetKeys.derived(0);
        text.append("  and %d more on the L2: %s, the first is %s%n"
                .formatted(DevnetKeys.DERIVED_ACCOUNTS, DevnetKeys.DERIVATION, first.address()));
        text.append(examples(network));
        return text.toString();
    }

    private static String examples(DevnetDescription network) {
        DevAccount from = DevAccounts.ALL.get(FIRST_FREE_ACCOUNT);
        DevAccount to = DevAccounts.ALL.get(FIRST_FREE_ACCOUNT + 1);
        return """

                Try (cast is in contracts/node_modules/.bin after `npm ci`):

                  cast send --rpc-url %1$s --private-key %2$s %3$s --value 1ether
                  cast block --rpc-url %1$s finalized
                  curl -s %4$s/v1/policy
                  curl -s %4$s/v1/batches
                  ./candor demo

                Ctrl-C stops it.
                """.formatted(network.rpcUrl(), from.privateKey(), to.address(), network.serviceUrl());
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("  %-22s %s%n".formatted(name, value));
    }
}
