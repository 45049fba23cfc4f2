package dev.candor.l1;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;

/** L1 over JSON-RPC. */
public final class Web3jL1Node implements L1Node {
    private final Web3j web3j;

    public Web3jL1Node(Web3j web3j) {
        this.web3j = web3j;
    }

    @Override
    public L1Header newest() {
        return block(DefaultBlockParameterName.LATEST)
                .orElseThrow(() -> new L1UnavailableException("Expected L1 to have a newest block, found none."));
    }

    @Override
    public Optional<L1Header> finalized() {
        return block(DefaultBlockParameterName.FINALIZED);
    }

    @Override
    public Optional<L1Header> block(long number) {
        return block(DefaultBlockParameter.valueOf(BigInteger.valueOf(number)));
    }

    @Override
    public List<Log> logs(long from, long to, List<Address> emitters) {
        EthFilter filter = new EthFilter(
                DefaultBlockParameter.valueOf(BigInteger.valueOf(from)),
                DefaultBlockParameter.valueOf(BigInteger.valueOf(to)),
                emitters.stream().map(Address::toHex).toList());
        EthLog answer = send(web3j.ethGetLogs(filter));
        List<Log> logs = new ArrayList<>();
        for (EthLog.LogResult<?> result : answer.getLogs()) {
            if (result instanceof EthLog.LogObject log && !log.isRemoved()) {
                logs.add(log);
            }
        }
        logs.sort(Comparator.comparing(Log::getBlockNumber).thenComparing(Log::getLogIndex));
        return logs;
    }

    private Optional<L1Header> block(DefaultBlockParameter parameter) {
        EthBlock.@Nullable Block block =
                send(web3j.ethGetBlockByNumber(parameter, false)).getBlock();
        if (block == null || block.getHash() == null) {
            return Optional.empty();
        }
        return Optional.of(new L1Header(
                block.getNumber().longValueExact(),
                Hash32.fromHex(block.getHash()),
                block.getTimestamp().longValueExact()));
    }

    /**
     * Sends any request, with an error of the transport or of the node as {@link L1UnavailableException}.
     *
     * @return the response, without an error in it
     */
    public static <T extends Response<?>> T send(Request<?, T> request) {
        T response;
        try {
            response = request.send();
        } catch (IOException | RuntimeException e) {
            throw new L1UnavailableException("Expected L1 to answer %s, found %s".formatted(request.getMethod(), e), e);
        }
        if (response.hasError()) {
            throw new L1UnavailableException("Expected L1 to answer %s, found error %d: %s"
                    .formatted(
                            request.getMethod(),
                            response.getError().getCode(),
                            response.getError().getMessage()));
        }
        return response;
    }
}
