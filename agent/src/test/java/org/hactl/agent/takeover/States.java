package org.hactl.agent.takeover;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hactl.agent.engines.EngineState;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdRejectReason;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.bfd.model.SessionSnapshot;
import org.hactl.health.HealthView;
import org.hactl.health.QuorumView;
import org.hactl.health.RealServerHealth;
import org.hactl.health.RealServerKey;
import org.hactl.host.Truth;
import org.hactl.linux.net.InetAddresses;
import org.hactl.track.TrackerSnapshot;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RoleSnapshot;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;

/** States of engines with something in every part. */
final class States {
  private static final InetAddress PEER = InetAddresses.parse("2001:db8::1");

  private States() {}

  static EngineState of(State state, Duration interval) {
    RoleSnapshot role =
        new RoleSnapshot(
            state,
            Reason.PREEMPTION,
            1_000,
            new RoleSnapshot.Heard(InetAddresses.parse("192.0.2.1"), 150, interval.toNanos(), true),
            new RoleSnapshot.Waiting(
                RoleSnapshot.NEVER,
                Reason.ADVERT_TIMEOUT,
                RoleSnapshot.Intent.LEAD,
                RoleSnapshot.Hold.AWAITS_FRAME,
                8_000,
                RoleSnapshot.NEVER,
                true,
                120),
            new RoleSnapshot.Leading(
                500, true, List.of(new RoleSnapshot.Rival(PEER, 1, 2, 3, 4, 5, true, false))));
    return new EngineState(
        Map.of(
            "VI_1",
            new RouterSnapshot(
                role,
                400,
                7,
                new Effect.SeeTwoMasters(PEER, 90, RejectReason.PASSWORD, 300),
                0xffff_ffffL,
                12,
                new Input.Deferred(Deference.ROLE, "lvs2 serves its addresses"),
                new RouterStatus.Traffic(
                    5, 6, 7, 1, "Network is down", Map.of(RejectReason.PASSWORD, 3L)))),
        Map.of(
            "lvs2",
            new SessionSnapshot(
                -5,
                BfdState.UP,
                BfdReason.NEIGHBOUR_HEARS_US,
                Diagnostic.NONE,
                100,
                3,
                RoleSnapshot.NEVER,
                true,
                false,
                new SessionSnapshot.Remote(9, BfdState.UP, Diagnostic.NONE, 3, false, 50, 60),
                new SessionSnapshot.Used(1, 2, 3, 4),
                new BfdSessionStatus.Traffic(
                    8, 9, 1, "Network is down", Map.of(BfdRejectReason.TTL, 2L)))),
        List.of(
            new EngineState.Checked(
                new RealServerKey("web", "web1", "192.0.2.20", 80),
                new HealthView(
                    RealServerHealth.UNHEALTHY,
                    55,
                    "connection refused",
                    null,
                    List.of(List.of(33L, 55L))))),
        Map.of(
            "gw",
            new TrackerSnapshot(
                Truth.FALSE,
                null,
                1,
                2,
                "exit 1",
                "exit 1: no route",
                new TrackerSnapshot.Counted(false, 1, "exit 1"),
                null),
            "uplink",
            new TrackerSnapshot(
                Truth.TRUE, 5, 1, 2, "up", "up", null, new TrackerSnapshot.Seen(true, false, 9))),
        Map.of("web", new QuorumView(QuorumView.Standing.LOST, 77, 3, 6)));
  }
}
