package dev.candor.devnet;

/** TCP ports on 127.0.0.1; 0 means a free one. */
public record DevnetPorts(
        int service,
        int management,
        int audit,
        int auditManagement,
        int firstWitness,
        int l1,
        int l2,
        int l2Engine,
        int postgres,
        int kafka) {

    /** Free ports everywhere. */
    public static final DevnetPorts FREE = new DevnetPorts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The ports that documentation and tools name. */
    public static final DevnetPorts FIXED =
            new DevnetPorts(8080, 8081, 8090, 8091, 8100, 8545, 8745, 8751, 15_432, 19_092);

    ServiceProcess.Ports sequencer() {
        return new ServiceProcess.Ports(service, management);
    }

    ServiceProcess.Ports auditService() {
        return new ServiceProcess.Ports(audit, auditManagement);
    }

    /** Of a witness, from 0: two ports after those of the one before. */
    ServiceProcess.Ports witness(int index) {
        int port = firstWitness + 2 * index;
        return firstWitness == 0 ? ServiceProcess.Ports.FREE : new ServiceProcess.Ports(port, port + 1);
    }
}
