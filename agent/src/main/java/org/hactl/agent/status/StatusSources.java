package org.hactl.agent.status;

import java.util.Optional;
import java.util.function.Supplier;
import org.hactl.agent.converge.Generations;
import org.hactl.agent.converge.NetworkAccess;
import org.hactl.agent.converge.PassLog;
import org.hactl.agent.converge.StateErrors;
import org.hactl.agent.engines.HostEngines;
import org.hactl.api.ConnectionSyncView;
import org.hactl.api.LockView;
import org.hactl.api.PeersView;
import org.hactl.host.Holds;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.jspecify.annotations.Nullable;

/**
 * What {@link StatusReader} reads.
 *
 * @param lock who has locked the host
 * @param peers what was heard of the other directors' versions of the site
 * @param holds what operators hold on the host
 * @param connectionSync null if the site wants none here
 * @param metricsError why metrics are not served as the site says; empty if they are
 */
public record StatusSources(
    Generations generations,
    PassLog passLog,
    StateErrors stateErrors,
    NetworkAccess network,
    Ipvs ipvs,
    Addresses addresses,
    Sysctls sysctls,
    HostEngines engines,
    Supplier<Reported> reported,
    Supplier<String> metricsError,
    Supplier<Optional<LockView>> lock,
    Supplier<PeersView> peers,
    Supplier<Holds> holds,
    Supplier<@Nullable ConnectionSyncView> connectionSync) {}
