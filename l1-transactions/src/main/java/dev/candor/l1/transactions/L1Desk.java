package dev.candor.l1.transactions;

import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.Web3jL1Node;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthEstimateGas;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** What a sender asks of the L1 node about its own account and transactions. Everything may throw L1UnavailableException. */
public final class L1Desk {
    private static final BigInteger FALLBACK_PRIORITY_FEE_WEI = BigInteger.valueOf(1_000_000_000L);

    private final Web3j web3j;
    private final Address target;
    private final ContractErrors errors;

    /**
     * @param target the contract that is called where nobody says another
     * @param errors what it refuses with
     */
    public L1Desk(Web3j l1Node, Address target, ContractErrors errors) {
        this.web3j = l1Node;
        this.target = target;
        this.errors = errors;
    }

    /** Whether a call would pass now. */
    public sealed interface Preflight {
        record Passes(long gas) implements Preflight {}

        /** @param error empty when the node gave no data */
        record Reverts(Optional<ContractErrors.ContractError> error, String message) implements Preflight {
            public boolean is(String errorName) {
                return error.map(ContractErrors.ContractError::name).equals(Optional.of(errorName));
            }

            @Override
            public String toString() {
                return error.map(ContractErrors.ContractError::toString).orElse(message);
            }
        }
    }

    enum Sent {
        ACCEPTED,
        /** The node has it, or the nonce is used: its receipt will tell. */
        KNOWN,
        NO_FUNDS,
        REFUSED
    }

    record Submission(Sent sent, String message) {}

    record Fees(BigInteger maxFee, BigInteger maxPriorityFee) {}

    /** Transactions of the account that are in blocks. */
    long nonceOnChain(Address account) {
        return Web3jL1Node.send(web3j.ethGetTransactionCount(account.toHex(), DefaultBlockParameterName.LATEST))
                .getTransactionCount()
                .longValueExact();
    }

    BigInteger balance(Address account) {
        return Web3jL1Node.send(web3j.ethGetBalance(account.toHex(), DefaultBlockParameterName.LATEST))
                .getBalance();
    }

    /** Twice the base fee of the newest block, and what the node suggests on top. */
    Fees fees() {
        BigInteger base = Web3jL1Node.send(web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false))
                .getBlock()
                .getBaseFeePerGas();
        BigInteger priority;
        try {
            priority = Web3jL1Node.send(web3j.ethMaxPriorityFeePerGas()).getMaxPriorityFeePerGas();
        } catch (L1UnavailableException e) {
            priority = FALLBACK_PRIORITY_FEE_WEI;
        }
        return new Fees(base.shiftLeft(1).add(priority), priority);
    }

    public Preflight preflight(Address from, String data) {
        return preflight(from, target, data);
    }

    /** @param to the contract that is called */
    public Preflight preflight(Address from, Address to, String data) {
        Transaction call = Transaction.createEthCallTransaction(from.toHex(), to.toHex(), data);
        EthEstimateGas answer;
        try {
            answer = web3j.ethEstimateGas(call).send();
        } catch (IOException | RuntimeException e) {
            throw new L1UnavailableException("Expected L1 to answer eth_estimateGas, found " + e, e);
        }
        if (!answer.hasError()) {
            return new Preflight.Passes(answer.getAmountUsed().longValueExact());
        }
        Response.Error error = answer.getError();
        Optional<ContractErrors.ContractError> decoded =
                errors.decode(error.getData()).or(() -> errors.decode(hexIn(error.getMessage())));
        return new Preflight.Reverts(decoded, String.valueOf(error.getMessage()));
    }

    Submission submit(String rawTransaction) {
        EthSendTransaction answer;
        try {
            answer = web3j.ethSendRawTransaction(rawTransaction).send();
        } catch (IOException | RuntimeException e) {
            throw new L1UnavailableException("Expected L1 to answer eth_sendRawTransaction, found " + e, e);
        }
        if (!answer.hasError()) {
            return new Submission(Sent.ACCEPTED, "");
        }
        String message = String.valueOf(answer.getError().getMessage());
        return new Submission(meaning(message.toLowerCase(Locale.ROOT)), message);
    }

    private static Sent meaning(String message) {
        if (message.contains("already known")
                || message.contains("already imported")
                || message.contains("nonce too low")
                || message.contains("underpriced")) {
            return Sent.KNOWN;
        }
        return message.contains("insufficient funds") ? Sent.NO_FUNDS : Sent.REFUSED;
    }

    Optional<TransactionReceipt> receipt(Hash32 transactionHash) {
        return Web3jL1Node.send(web3j.ethGetTransactionReceipt(transactionHash.toHex()))
                .getTransactionReceipt();
    }

    /** Whether the node has the transaction, in a block or waiting. */
    boolean knows(Hash32 transactionHash) {
        return Web3jL1Node.send(web3j.ethGetTransactionByHash(transactionHash.toHex()))
                .getTransaction()
                .isPresent();
    }

    /** Some nodes put the revert data into the message (web3j #1812). */
    private static String hexIn(String message) {
        int start = message == null ? -1 : message.indexOf("0x");
        return start < 0 ? "" : message.substring(start).split("[^0-9a-fA-Fx]", 2)[0];
    }
}
