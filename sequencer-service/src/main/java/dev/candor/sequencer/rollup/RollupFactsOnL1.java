package dev.candor.sequencer.rollup;

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

/** Reads the facts from the contracts. */
final class RollupFactsOnL1 {
    private final Web3j web3j;

    RollupFactsOnL1(Web3j web3j) {
        this.web3j = web3j;
    }

    /**
     * @throws L1UnavailableException L1 does not answer
     * @throws IllegalStateException there is no Rollup at the address
     */
    RollupFacts read(Address rollupAddress) {
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
        return RollupFacts.of(
                call(rollup.rollupId()).longValueExact(),
                chainId,
                rollupAddress,
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
