package dev.candor.dispute.filing;

import dev.candor.contracts.DisputeCourt;
import dev.candor.contracts.RuleBook;
import dev.candor.dispute.calls.CourtCalls;
import dev.candor.dispute.rollup.CourtContracts;
import dev.candor.dispute.rollup.CourtErrors;
import dev.candor.dispute.rollup.L1View;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.transactions.ContractErrors.ContractError;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.tx.exceptions.ContractCallException;

/** What evidence is worth, asked of the checker that L1's newest rules name. Writes nothing. */
@Component
class EvidenceCheck {
    private static final BigInteger DECIDED_BY_COURT = BigInteger.ONE;
    private static final String NO_DATA = "0x";

    private final Web3j l1Node;
    private final RuleBook ruleBook;
    private final DisputeCourt court;

    EvidenceCheck(Web3j l1Node, CourtContracts contracts) {
        this.l1Node = l1Node;
        this.ruleBook = RuleBook.load(
                contracts.ruleBook().toHex(), l1Node, CourtContracts.reader(l1Node), CourtContracts.NO_GAS);
        this.court = DisputeCourt.load(
                contracts.court().toHex(), l1Node, CourtContracts.reader(l1Node), CourtContracts.NO_GAS);
    }

    /** What L1 says of evidence. */
    sealed interface Worth {
        record Proof(ProvenFault fault) implements Worth {}

        /** @param because the checker's custom error with its values, or what it said instead */
        record NotAFault(String because) implements Worth {}

        /** @param bondWei what a challenge costs the prover now */
        record NeedsBond(BigInteger bondWei) implements Worth {}

        record NoRule() implements Worth {}
    }

    /** @throws L1UnavailableException L1 does not answer */
    Worth of(int kind, Bytes evidence, Address prover) {
        Optional<RuleBook.Rule> rule = rule(kind);
        if (rule.isEmpty()) {
            return new Worth.NoRule();
        }
        if (rule.get().decision.equals(DECIDED_BY_COURT)) {
            return new Worth.NeedsBond(
                    L1View.ask("DisputeCourt.challengeBondOf", court.challengeBondOf(prover.toHex())));
        }
        return ask(rule.get().checker, kind, evidence);
    }

    private Optional<RuleBook.Rule> rule(int kind) {
        BigInteger version = L1View.ask("RuleBook.latestVersion", ruleBook.latestVersion());
        try {
            return Optional.of(L1View.ask("RuleBook.ruleOf", ruleBook.ruleOf(BigInteger.valueOf(kind), version)));
        } catch (L1UnavailableException e) {
            if (e.getCause() instanceof ContractCallException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Worth ask(String checker, int kind, Bytes evidence) {
        Transaction call =
                Transaction.createEthCallTransaction(Address.ZERO.toHex(), checker, CourtCalls.check(evidence));
        EthCall answer;
        try {
            answer = l1Node.ethCall(call, DefaultBlockParameterName.LATEST).send();
        } catch (IOException | RuntimeException e) {
            throw new L1UnavailableException("Expected the checker %s to answer, found %s".formatted(checker, e), e);
        }
        if (answer.hasError()) {
            return refused(answer);
        }
        ProvenFault fault = ProvenFault.decode(Bytes.fromHex(answer.getValue()));
        return fault.kind() == kind
                ? new Worth.Proof(fault)
                : new Worth.NotAFault("it proves a fault of kind %d, not %d".formatted(fault.kind(), kind));
    }

    private static Worth refused(EthCall answer) {
        String data = answer.getError().getData() == null
                ? NO_DATA
                : String.valueOf(answer.getError().getData());
        String message = String.valueOf(answer.getError().getMessage());
        boolean reverted = !data.replace("\"", "").equals(NO_DATA) || message.contains("revert");
        if (!reverted) {
            throw new L1UnavailableException("Expected L1 to run the checker, found " + message);
        }
        Optional<ContractError> error = CourtErrors.all().decode(data);
        if (error.isPresent()) {
            return new Worth.NotAFault(error.get().toString());
        }
        String bare = data.replace("\"", "");
        return new Worth.NotAFault(
                bare.equals(NO_DATA)
                        ? "the checker cannot read it: it is not of the schema that /v1/faults names"
                        : "the checker says " + bare);
    }
}
