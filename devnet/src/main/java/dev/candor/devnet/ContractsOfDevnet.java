package dev.candor.devnet;

import dev.candor.localservers.DeployedContracts;
import dev.candor.localservers.DeploymentRequest;
import java.util.Map;

/** The contracts on the devnet's L1: deployed by the first run on a directory, read by later ones. */
record ContractsOfDevnet(DevnetServers servers, DevnetDirectory directory, Milestones milestones) {

    /** Makes the deployment's block final at once: anvil finalises at head - 24. */
    private static final int BLOCKS_AFTER_DEPLOYMENT = 30;

    DeployedContracts deployOnce(DevnetOptions options) {
        if (!directory.isNew()) {
            DeployedContracts found = DeployedContracts.read(directory.manifest());
            milestones.reached("contracts of the earlier run, Rollup " + found.rollup());
            return found;
        }
        DeploymentRequest request = DeploymentRequest.of(
                servers.l1(), servers.l2(), DevnetKeys.order().address(), DevnetKeys.beaconKey());
        for (Map.Entry<String, Object> override : options.deploymentOverrides().entrySet()) {
            request = request.with(override.getKey(), override.getValue());
        }
        DeployedContracts deployed = DeployedContracts.deploy(request, directory.manifest());
        servers.l1().mine(BLOCKS_AFTER_DEPLOYMENT);
        milestones.reached("contracts deployed, Rollup " + deployed.rollup());
        return deployed;
    }
}
