package org.hactl.control.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.control.rollout.Member.Role;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CandidateTest {
  private static final HostStatus NEW = status(List.of());
  private static final HostStatus MASTER =
      status(
          List.of(RouterView.builder("VI_1", 51, 2, "eth0").state("MASTER", "startup", 0).build()));

  private final Candidate gets = director("lvs2", change(Action.CREATE, "interface", null, "eth0"));

  @Test
  void aNewDirectorComesBeforeDirectorsWhoseRoutersDoNotChange() {
    Candidate other = director("lvs1");
    assertThat(role(gets, NEW, other)).isEqualTo(Role.NEW_DIRECTOR);
    assertThat(role(other, MASTER, gets)).isEqualTo(Role.MASTER);
  }

  @Test
  void aDirectorThatGetsARouterComesAfterThoseThatChangeItInStages() {
    Candidate other = director("lvs1", change(Action.UPDATE, "virtual_router_id", "51", "61"));
    assertThat(role(other, MASTER, gets)).isEqualTo(Role.MASTER);
    assertThat(role(gets, NEW, other)).isEqualTo(Role.JOINING);
    assertThat(role(gets, MASTER, other)).as("with another router already").isEqualTo(Role.JOINING);
  }

  @Test
  void aDirectorThatGetsARouterChangesWithThoseThatChangeAtTheSameMoment() {
    Candidate other = director("lvs1", change(Action.UPDATE, "interface", "eth0", "eth1"));
    assertThat(role(other, MASTER, gets)).isEqualTo(Role.IN_STEP);
    assertThat(role(gets, NEW, other)).isEqualTo(Role.IN_STEP);
  }

  private static Role role(Candidate of, HostStatus status, Candidate other) {
    return of.member(List.of(of, other), Set.of(), status, false).role();
  }

  private static Candidate director(String host, ChangeView... changes) {
    return new Candidate(host, true, false, List.of(changes), null);
  }

  private static ChangeView change(Action action, String field, @Nullable String from, String to) {
    return new ChangeView(
        new ResourceId("vrrp", "VI_1"), action, List.of(new FieldChange(field, from, to)));
  }

  private static HostStatus status(List<RouterView> routers) {
    return HostStatus.builder("lvs").routers(routers).build();
  }
}
