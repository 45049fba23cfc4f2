package dev.candor.l1;

import java.net.URI;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;

/** Opens JSON-RPC connections whose every call ends within a bound. */
public final class L1Connection {
    private L1Connection() {}

    /** @param requestTimeout of a whole call, from connecting to the last byte */
    public static Web3j open(URI rpcUrl, Duration requestTimeout) {
        OkHttpClient client = new OkHttpClient.Builder()
                .connectTimeout(requestTimeout)
                .readTimeout(requestTimeout)
                .writeTimeout(requestTimeout)
                .callTimeout(requestTimeout)
                .build();
        return Web3j.build(new HttpService(rpcUrl.toString(), client));
    }
}
