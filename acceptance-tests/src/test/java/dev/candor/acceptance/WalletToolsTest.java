package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.devnet.Devnet;
import dev.candor.devnet.DevnetKeys;
import dev.candor.localservers.DevAccounts;
import dev.candor.protocol.transaction.EthTransaction;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The tools that people use, unchanged, against {@code /rpc}. */
class WalletToolsTest {
    private static final long LIMIT_SECONDS = 120;
    private static final String KEY = DevAccounts.ALL.get(9).privateKey();

    private final Devnet devnet = Networks.shared();
    private final String rpc = devnet.service().rpcUrl();

    @Test
    void castSendsPublishesAndReads() throws Exception {
        String sent =
                cast("send", "--rpc-url", rpc, "--private-key", KEY, "--json", Wallet.NOBODY.toHex(), "--value", "1");
        assertThat(sent).contains("\"status\":\"0x1\"");

        EthTransaction signed = Wallet.funded().transfer(Wallet.NOBODY, BigInteger.ONE);
        String published = cast("publish", "--rpc-url", rpc, signed.raw().toHex());
        assertThat(published).contains(signed.hash().toHex());

        String receipt =
                cast("receipt", "--rpc-url", rpc, "--json", signed.hash().toHex());
        assertThat(receipt)
                .contains("\"status\":\"0x1\"")
                .contains(signed.hash().toHex());

        assertThat(cast("logs", "--rpc-url", rpc, "--from-block", "0")).doesNotContain("rror");
        assertThat(cast("chain-id", "--rpc-url", rpc).strip()).isEqualTo(Long.toString(Wallet.CHAIN_ID));
        assertThat(cast(
                                "nonce",
                                "--rpc-url",
                                rpc,
                                DevnetKeys.derived(999).address().toHex())
                        .strip())
                .isEqualTo("0");
    }

    @Test
    void forgeCreatesAContract() throws Exception {
        String created = run(List.of(
                tool("forge"),
                "create",
                "--rpc-url",
                rpc,
                "--private-key",
                DevAccounts.ALL.get(8).privateKey(),
                "--broadcast",
                "src/demo/DemoToken.sol:DemoToken",
                "--constructor-args",
                "1000000"));

        assertThat(created).contains("Deployed to:");
    }

    @Test
    void ethersSendsAndWaits() throws Exception {
        String program = """
                const { JsonRpcProvider, Wallet } = require('ethers');
                (async () => {
                  const provider = new JsonRpcProvider(process.argv[1]);
                  const wallet = new Wallet(process.argv[2], provider);
                  const sent = await wallet.sendTransaction({ to: wallet.address, value: 7n });
                  const receipt = await sent.wait();
                  const block = await provider.getBlock(receipt.blockNumber);
                  console.log(JSON.stringify({ status: receipt.status, found: block.transactions.includes(sent.hash) }));
                  provider.destroy();
                })().catch(e => { console.error(e); process.exit(1); });
                """;

        String said =
                run(List.of("node", "-e", program, rpc, DevAccounts.ALL.get(7).privateKey()));

        assertThat(said).contains("{\"status\":1,\"found\":true}");
    }

    @Test
    void viemSendsAndWaits() throws Exception {
        String program = """
                const { createWalletClient, createPublicClient, http, defineChain } = require('viem');
                const { privateKeyToAccount } = require('viem/accounts');
                (async () => {
                  const chain = defineChain({ id: Number(process.argv[3]), name: 'candor',
                    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 }, rpcUrls: { default: { http: [process.argv[1]] } } });
                  const account = privateKeyToAccount(process.argv[2]);
                  const reader = createPublicClient({ chain, transport: http() });
                  const wallet = createWalletClient({ account, chain, transport: http() });
                  const hash = await wallet.sendTransaction({ to: account.address, value: 5n });
                  const receipt = await reader.waitForTransactionReceipt({ hash });
                  console.log(JSON.stringify({ status: receipt.status }));
                })().catch(e => { console.error(e); process.exit(1); });
                """;

        String said = run(List.of(
                "node", "-e", program, rpc, DevAccounts.ALL.get(6).privateKey(), Long.toString(Wallet.CHAIN_ID)));

        assertThat(said).contains("{\"status\":\"success\"}");
    }

    private static String cast(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(tool("cast"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Path contracts() {
        return Repository.root().resolve("contracts");
    }

    private static String tool(String name) {
        return contracts().resolve("node_modules/.bin").resolve(name).toString();
    }

    /** In {@code contracts}, where the tools and libraries are installed. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(contracts().toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s said: %s", command.get(0), output)
                .isZero();
        return output;
    }
}
