package dev.candor.dispute.rollup;

import dev.candor.contracts.DisputeCourt;
import dev.candor.contracts.FaultRegister;
import dev.candor.contracts.Rollup;
import dev.candor.protocol.types.Address;
import java.math.BigInteger;
import org.web3j.protocol.Web3j;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;
import org.web3j.tx.gas.StaticGasProvider;

/**
 * The court on L1: what its DisputeCourt names, for ever.
 *
 * @param deploymentBlock the L1 block before which there is nothing to read
 */
public record CourtContracts(
        Address court,
        Address faultRegister,
        Address ruleBook,
        Address bondVault,
        Address parameterRegistry,
        Address rollup,
        long deploymentBlock) {
    /** For wrappers that only read. */
    public static final ContractGasProvider NO_GAS = new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO);

    /** For wrappers that only read. */
    public static TransactionManager reader(Web3j l1Node) {
        return new ReadonlyTransactionManager(l1Node, Address.ZERO.toHex());
    }

    /** @throws dev.candor.l1.L1UnavailableException L1 does not answer, or there is no such contract at the address */
    static CourtContracts read(Web3j l1Node, Address court) {
        TransactionManager reader = reader(l1Node);
        DisputeCourt disputeCourt = DisputeCourt.load(court.toHex(), l1Node, reader, NO_GAS);
        String register = L1View.ask("DisputeCourt.faultRegister", disputeCourt.faultRegister());
        FaultRegister faultRegister = FaultRegister.load(register, l1Node, reader, NO_GAS);
        String rollup = L1View.ask("DisputeCourt.rollup", disputeCourt.rollup());
        Rollup rollupContract = Rollup.load(rollup, l1Node, reader, NO_GAS);
        String vault = L1View.ask("FaultRegister.bondVault", faultRegister.bondVault());
        return new CourtContracts(
                court,
                Address.fromHex(register),
                Address.fromHex(L1View.ask("FaultRegister.ruleBook", faultRegister.ruleBook())),
                Address.fromHex(vault),
                Address.fromHex(L1View.ask("Rollup.parameterRegistry", rollupContract.parameterRegistry())),
                Address.fromHex(rollup),
                L1View.ask("Rollup.deploymentBlock", rollupContract.deploymentBlock())
                        .longValueExact());
    }
}
