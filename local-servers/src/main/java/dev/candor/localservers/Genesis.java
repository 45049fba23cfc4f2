package dev.candor.localservers;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Genesis of a rollup's L2 chain for geth ({@code spec/protocol.md} §6): Prague rules from block 0, the system contracts
 * of EIP-4788 and EIP-2935 with the code of those EIPs, code 0x00 (STOP) at the addresses of EIP-7002 and EIP-7251 and no
 * deposit contract, so that execution requests are always empty.
 *
 * @param rollupId the L2 chain id
 * @param gasLimit of every block, for ever
 * @param timestampSeconds Unix time of block 0
 * @param balancesWei funded accounts: address to wei
 * @param code contracts in genesis: address to runtime code as 0x-hex
 */
public record Genesis(
        long rollupId,
        long gasLimit,
        long timestampSeconds,
        Map<String, BigInteger> balancesWei,
        Map<String, String> code) {

    /** As in {@code contracts/script/devnet.json}. */
    public static final long DEFAULT_GAS_LIMIT = 120_000_000;

    private static final String BEACON_ROOTS = "0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02";
    private static final String BEACON_ROOTS_CODE =
            "0x3373fffffffffffffffffffffffffffffffffffffffe14604d5760203614602457"
                    + "5f5ffd5b5f35801560495762001fff810690815414603c575f5ffd5b62001fff01545f5260205ff35b5f5ffd5b62001fff4206428155"
                    + "5f359062001fff015500";
    private static final String BLOCK_HASHES = "0x0000F90827F1C53a10cb7A02335B175320002935";
    private static final String BLOCK_HASHES_CODE = "0x3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042"
            + "575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500";
    private static final String WITHDRAWAL_REQUESTS = "0x00000961Ef480Eb55e80D19ad83579A64c007002";
    private static final String CONSOLIDATION_REQUESTS = "0x0000BBdDc7CE488642fb579F8B00f3a590007251";
    private static final String STOP = "0x00";
    private static final String FIRST_BASE_FEE_WEI = "0x3b9aca00";
    private static final BigInteger DEV_BALANCE_WEI = BigInteger.TEN.pow(18 + 6);

    public Genesis {
        balancesWei = Map.copyOf(balancesWei);
        code = Map.copyOf(code);
    }

    /** The default gas limit and {@link DevAccounts} with a million ether each. */
    public static Genesis dev(long rollupId, long timestampSeconds) {
        Map<String, BigInteger> balances = new LinkedHashMap<>();
        DevAccounts.ALL.forEach(account -> balances.put(account.address(), DEV_BALANCE_WEI));
        return new Genesis(rollupId, DEFAULT_GAS_LIMIT, timestampSeconds, balances, Map.of());
    }

    public Genesis withGasLimit(long gas) {
        return new Genesis(rollupId, gas, timestampSeconds, balancesWei, code);
    }

    /** With one more funded account. */
    public Genesis withBalance(String address, BigInteger wei) {
        Map<String, BigInteger> balances = new LinkedHashMap<>(balancesWei);
        balances.put(address, wei);
        return new Genesis(rollupId, gasLimit, timestampSeconds, balances, code);
    }

    /** With one more contract. */
    public Genesis withCode(String address, String runtimeCode) {
        Map<String, String> contracts = new LinkedHashMap<>(code);
        contracts.put(address, runtimeCode);
        return new Genesis(rollupId, gasLimit, timestampSeconds, balancesWei, contracts);
    }

    /** geth's genesis.json. */
    public String toJson() {
        Map<String, Object> genesis = new LinkedHashMap<>();
        genesis.put("config", chainConfig());
        genesis.put("timestamp", hex(timestampSeconds));
        genesis.put("gasLimit", hex(gasLimit));
        genesis.put("difficulty", "0x0");
        genesis.put("baseFeePerGas", FIRST_BASE_FEE_WEI);
        genesis.put("extraData", "0x");
        genesis.put("alloc", allocation());
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(genesis);
    }

    private Map<String, Object> chainConfig() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("chainId", rollupId);
        for (String fork : new String[] {
            "homestead",
            "eip150",
            "eip155",
            "eip158",
            "byzantium",
            "constantinople",
            "petersburg",
            "istanbul",
            "muirGlacier",
            "berlin",
            "london",
            "arrowGlacier",
            "grayGlacier",
            "mergeNetsplit"
        }) {
            config.put(fork + "Block", 0);
        }
        config.put("terminalTotalDifficulty", 0);
        config.put("shanghaiTime", 0);
        config.put("cancunTime", 0);
        config.put("pragueTime", 0);
        config.put("blobSchedule", Map.of("cancun", blobs(3, 6, 3_338_477), "prague", blobs(6, 9, 5_007_716)));
        return config;
    }

    /** EIP-7840: required by clients, of no effect on a chain without blob transactions. */
    private static Map<String, Object> blobs(int target, int max, int baseFeeUpdateFraction) {
        return Map.of("target", target, "max", max, "baseFeeUpdateFraction", baseFeeUpdateFraction);
    }

    private Map<String, Object> allocation() {
        Map<String, Object> accounts = new LinkedHashMap<>();
        accounts.put(BEACON_ROOTS, contract(BEACON_ROOTS_CODE));
        accounts.put(BLOCK_HASHES, contract(BLOCK_HASHES_CODE));
        accounts.put(WITHDRAWAL_REQUESTS, contract(STOP));
        accounts.put(CONSOLIDATION_REQUESTS, contract(STOP));
        code.forEach((address, runtimeCode) -> accounts.put(address, contract(runtimeCode)));
        balancesWei.forEach((address, wei) -> accounts.put(address, Map.of("balance", "0x" + wei.toString(16))));
        return accounts;
    }

    /** Nonce 1, as of a created contract (EIP-161). */
    private static Map<String, Object> contract(String runtimeCode) {
        return Map.of("nonce", "0x1", "balance", "0x0", "code", runtimeCode);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
