package dev.candor.l1.history;

import dev.candor.contracts.Rollup;
import dev.candor.contracts.SequencerRegistry;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.Web3jL1Node;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.exceptions.ContractCallException;
import org.web3j.tx.gas.DefaultGasProvider;

/**
 * What the contracts say about a rollup once and for ever.
 *
 * @param rollupId the L2 chain id
 * @param genesisHash hash of the L2 genesis block, the parent of batch 1
 * @param genesisTimestampSeconds Unix seconds of the L2 genesis block
 * @param deploymentBlock no L1 origin is lower
 * @param sequencerId who sits in the seat now
 */
public record RollupOnL1(
        long rollupId,
        long l1ChainId,
        Hash32 genesisHash,
        long genesisTimestampSeconds,
        long deploymentBlock,
        Hash32 sequencerId,
        L1Contracts contracts) {

    /**
     * @throws L1UnavailableException L1 does not answer
     * @throws IllegalStateException there is no Rollup at the address
     */
    public static RollupOnL1 read(Web3j web3j, Address rollupAddress) {
        long chainId = Web3jL1Node.send(web3j.ethChainId()).getChainId().longValueExact();
        String code = Web3jL1Node.send(web3j.ethGetCode(rollupAddress.toHex(), DefaultBlockParameterName.LATEST))
                .getCode();
        if (code.equals("0x")) {
            throw new IllegalStateException(
                    "Expected the Rollup contract at %s on L1 chain %d, found no code: set candor.l1.rollup-address and candor.l1.rpc-url."
                            .formatted(rollupAddress, chainId));
        }
        ReadonlyTransactionManager readOnly = new ReadonlyTransactionManager(web3j, Address.ZERO.toHex());
        Rollup rollup = Rollup.load(rollupAddress.toHex(), web3j, readOnly, new DefaultGasProvider());
        Address sequencerRegistry = Address.fromHex(call(rollup.sequencerRegistry()));
        SequencerRegistry registry =
                SequencerRegistry.load(sequencerRegistry.toHex(), web3j, readOnly, new DefaultGasProvider());
        BigInteger newest = Web3jL1Node.send(web3j.ethBlockNumber()).getBlockNumber();
        return new RollupOnL1(
                call(rollup.rollupId()).longValueExact(),
                chainId,
                Hash32.wrap(call(rollup.genesisHash())),
                call(rollup.genesisTimestamp()).longValueExact(),
                call(rollup.deploymentBlock()).longValueExact(),
                Hash32.wrap(call(registry.sequencerIdAt(newest))),
                new L1Contracts(
                        rollupAddress,
                        Address.fromHex(call(rollup.parameterRegistry())),
                        sequencerRegistry,
                        Address.fromHex(call(rollup.forcedInbox())),
                        call(rollup.forcedDelayBlocks()).longValueExact()));
    }

    private static <T> T call(RemoteFunctionCall<T> view) {
        try {
            return view.send();
        } catch (ContractCallException e) {
            throw new IllegalStateException(
                    "Expected a view of the Rollup contracts to answer, found %s: candor.l1.rollup-address may name another contract."
                            .formatted(e.getMessage()),
                    e);
        } catch (Exception e) {
            throw new L1UnavailableException("Expected L1 to answer a view of the Rollup contracts, found " + e, e);
        }
    }
}
