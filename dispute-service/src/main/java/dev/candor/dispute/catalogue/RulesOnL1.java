package dev.candor.dispute.catalogue;

import dev.candor.contracts.ParameterRegistry;
import dev.candor.contracts.RuleBook;
import dev.candor.dispute.rollup.CourtContracts;
import dev.candor.dispute.rollup.L1View;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.Web3jL1Node;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.web3j.abi.CustomErrorEncoder;
import org.web3j.protocol.Web3j;
import org.web3j.tx.exceptions.ContractCallException;

/** The rules and numbers that are in force, as the RuleBook and the ParameterRegistry have them now. */
@Component
class RulesOnL1 {
    private static final String RULE_UNKNOWN_SELECTOR = selector();
    private static final List<String> PARAMETERS = List.of(
            "rollup.challengeWindowSeconds",
            "bond.slashDelaySeconds",
            "court.proofCommitmentBlocks",
            "court.orderFaultWindowSeconds",
            "court.challengeBondWei",
            "court.challengeBondFreezeSeconds",
            "dispute.evidenceSeconds",
            "dispute.commitSeconds",
            "dispute.revealSeconds",
            "dispute.maxSeconds",
            "penalty.safetyWei",
            "penalty.witnessWei",
            "penalty.creditCapWei",
            "penalty.outageIntervalSeconds",
            "policy.compensationWei",
            "rollback.ratificationSeconds",
            "rollback.vetoSeconds",
            "rollback.maxVoidBatches",
            "redress.claimSeconds");
    private static final int KEY_BYTES = 32;

    private final Web3j l1Node;
    private final RuleBook ruleBook;
    private final ParameterRegistry parameters;

    RulesOnL1(Web3j l1Node, CourtContracts contracts) {
        this.l1Node = l1Node;
        this.ruleBook = RuleBook.load(
                contracts.ruleBook().toHex(), l1Node, CourtContracts.reader(l1Node), CourtContracts.NO_GAS);
        this.parameters = ParameterRegistry.load(
                contracts.parameterRegistry().toHex(), l1Node, CourtContracts.reader(l1Node), CourtContracts.NO_GAS);
    }

    /** Who decides a fault of a kind. */
    enum Decision {
        CHECKER,
        COURT
    }

    enum Penalty {
        FULL,
        SAFETY,
        CREDIT,
        WITNESS,
        CHALLENGE
    }

    enum Remedy {
        NONE,
        COMPENSATION,
        ROLLBACK
    }

    /**
     * @param checker zero where the court decides
     * @param window the parameter of the seconds after posting in which a proof can still void the batch; empty for none
     */
    record Rule(
            Decision decision,
            Penalty penalty,
            Remedy remedy,
            Address checker,
            Hash32 evidenceSchema,
            Optional<String> window) {}

    /** The version that decides what is proven now. */
    record Version(long number, Hash32 hash) {}

    Version newest() {
        BigInteger number = L1View.ask("RuleBook.latestVersion", ruleBook.latestVersion());
        return new Version(
                number.longValueExact(), Hash32.wrap(L1View.ask("RuleBook.hashOf", ruleBook.hashOf(number))));
    }

    /** Empty: this kind cannot be proven on L1 under that version. */
    Optional<Rule> rule(int kind, Version version) {
        RuleBook.Rule found;
        try {
            found = L1View.ask(
                    "RuleBook.ruleOf", ruleBook.ruleOf(BigInteger.valueOf(kind), BigInteger.valueOf(version.number())));
        } catch (L1UnavailableException e) {
            if (e.getCause() instanceof ContractCallException refusal && saysUnknown(refusal)) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(new Rule(
                Decision.values()[found.decision.intValueExact()],
                Penalty.values()[found.penalty.intValueExact()],
                Remedy.values()[found.remedy.intValueExact()],
                Address.fromHex(found.checker),
                Hash32.wrap(found.evidenceSchema),
                name(found.window)));
    }

    /** Every number that faults and their consequences depend on, as decimal text by its name. */
    Map<String, String> parameters() {
        BigInteger height = Web3jL1Node.send(l1Node.ethBlockNumber()).getBlockNumber();
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : PARAMETERS) {
            byte[] key = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), KEY_BYTES);
            BigInteger value = L1View.ask("ParameterRegistry.valueAt " + name, parameters.valueAt(key, height));
            values.put(name, value.toString());
        }
        return values;
    }

    private static boolean saysUnknown(ContractCallException refusal) {
        return String.valueOf(refusal.getMessage()).contains(RULE_UNKNOWN_SELECTOR);
    }

    private static String selector() {
        return CustomErrorEncoder.encode(RuleBook.RULEUNKNOWN_ERROR).substring(2, 10);
    }

    private static Optional<String> name(byte[] key) {
        String text = new String(key, StandardCharsets.US_ASCII).replace("\0", "");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
