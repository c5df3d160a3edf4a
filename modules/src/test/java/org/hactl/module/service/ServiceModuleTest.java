package org.hactl.module.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceModuleTest {
  @TempDir Path state;
  private final FakeServices host = new FakeServices();
  private final Map<ResourceId, Owned> journal = new TreeMap<>();
  private ServiceModule module =
      new ServiceModule(
          List.of(),
          new Starts(Path.of("/nonexistent"), new FileVersions(Path.of("/nonexistent"))));

  @BeforeEach
  void start() {
    module = new ServiceModule(List.of(host), new Starts(state, new FileVersions(state)));
  }

  @Test
  void aStoppedServiceIsStartedAndEnabledAndRestored() throws Exception {
    host.have("nginx", false, ServiceState.Enabled.NO);

    converge(service("nginx", true, true));
    assertThat(host.did()).containsExactly("enable nginx", "start nginx");

    converge();
    assertThat(host.did()).containsExactly("stop nginx", "disable nginx");
    assertThat(journal).isEmpty();
  }

  @Test
  void aServiceThatIsRightIsNotTouched() throws Exception {
    host.have("nginx", true, ServiceState.Enabled.YES);

    assertThat(plan(service("nginx", true, true))).isEqualTo(Plan.NOTHING);
    assertThat(plan(service("nginx", null, null))).isEqualTo(Plan.NOTHING);
  }

  @Test
  void aServiceThatRanBeforeRunsAfterwards() throws Exception {
    host.have("nginx", true, ServiceState.Enabled.YES);
    converge(service("nginx", false, false));

    converge();

    assertThat(host.did())
        .containsExactly("disable nginx", "stop nginx", "start nginx", "enable nginx");
  }

  @Test
  void aChangedFileRestartsOnce() throws Exception {
    host.have("nginx", false, ServiceState.Enabled.FIXED);
    converge(reading("nginx", "1"));

    Plan plan = converge(reading("nginx", "2"));

    assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.RUN);
    assertThat(plan.changes().getFirst().fields().getFirst().to())
        .isEqualTo("for /etc/nginx/nginx.conf");
    assertThat(host.did()).containsExactly("start nginx", "restart nginx");
    assertThat(converge(service("nginx", true, null))).isEqualTo(Plan.NOTHING);
  }

  @Test
  void aCrashBetweenJournalAndRestartIsSeenByTheNextPlan() throws Exception {
    host.have("nginx", false, ServiceState.Enabled.FIXED);
    converge(reading("nginx", "1"));
    take(plan(reading("nginx", "2")));

    converge(reading("nginx", "2"));

    assertThat(host.did()).containsExactly("start nginx", "restart nginx");
  }

  @Test
  void aServiceThatMayHaveReadOtherFilesIsRestartedOnce() throws Exception {
    host.have("nginx", true, ServiceState.Enabled.YES);

    converge(reading("nginx", "1"));
    assertThat(host.did()).containsExactly("restart nginx");

    converge();
    assertThat(host.did()).isEmpty();
    assertThat(state).isEmptyDirectory();
  }

  @Test
  void aPackageMayInstallTheServiceAfterThePlan() throws Exception {
    Plan plan = plan(service("nginx", true, true));
    assertThat(plan.problems()).isEmpty();
    assertThat(errors(apply(plan))).singleElement().asString().contains("no service nginx");

    host.have("nginx", true, ServiceState.Enabled.YES);
    assertThat(errors(apply(plan))).isEmpty();
    assertThat(host.did()).isEmpty();

    // It was not there before hactl, so it does not stay.
    converge();
    assertThat(host.did()).containsExactly("stop nginx", "disable nginx");
  }

  @Test
  void aServiceThatIsGoneIsForgotten() throws Exception {
    host.have("nginx", false, ServiceState.Enabled.NO);
    converge(service("nginx", true, null));
    host.lose("nginx");

    assertThat(plan().forget()).containsExactly(new ResourceId("service", "nginx"));
  }

  @Test
  void aServiceThatFailsAtItsStartIsAnErrorWithItsLastOutput() throws Exception {
    host.have("nginx", false, ServiceState.Enabled.NO);
    host.startsDie = true;

    assertThat(errors(apply(plan(reading("nginx", "1")))))
        .singleElement()
        .asString()
        .isEqualTo(
            "nginx was started, but does not run: it is stopped; the last lines of its log: no luck");
    assertThat(state).isEmptyDirectory();
  }

  @Test
  void aMaskedServiceIsAProblem() throws Exception {
    host.states.put("nginx", new ServiceState.Masked());

    assertThat(plan(service("nginx", true, null)).problems())
        .singleElement()
        .asString()
        .contains("systemctl unmask nginx");
    assertThat(plan(service("nginx", false, null))).isEqualTo(Plan.NOTHING);
  }

  @Test
  void optionsAndPathsAreNotNames() throws Exception {
    assertThat(plan(service("--now", true, null), service("../x", true, null)).problems())
        .hasSize(2);
  }

  private static ServiceResource service(
      String name, @Nullable Boolean running, @Nullable Boolean enabled) {
    return new ServiceResource(name, running, enabled, null, null, false);
  }

  private static ServiceResource reading(String name, String digest) {
    return new ServiceResource(
        name, true, null, null, Map.of("/etc/nginx/nginx.conf", digest), false);
  }

  private Plan plan(ServiceResource... desired) throws ModuleException {
    List<ServiceResource> wanted = List.of(desired);
    return module.plan(wanted, journal.values(), module.observe(wanted, journal.values()), false);
  }

  private Plan converge(ServiceResource... desired) throws ModuleException {
    Plan plan = plan(desired);
    assertThat(plan.problems()).isEmpty();
    assertThat(errors(apply(plan))).isEmpty();
    assertThat(plan(desired)).isEqualTo(Plan.NOTHING);
    return plan;
  }

  private void take(Plan plan) {
    for (Change change : plan.changes()) {
      if (change.take() != null) {
        journal.put(change.id(), change.take());
      }
    }
  }

  private List<ChangeResult> apply(Plan plan) {
    take(plan);
    List<ChangeResult> results = module.apply(plan.changes());
    for (ChangeResult result : results) {
      if (result.error() == null && result.change().action() == Action.DELETE) {
        journal.remove(result.change().id());
      }
    }
    plan.forget().forEach(journal::remove);
    return results;
  }

  private static List<String> errors(List<ChangeResult> results) {
    List<String> errors = new ArrayList<>();
    for (ChangeResult result : results) {
      if (result.error() != null) {
        errors.add(String.valueOf(result.error().getMessage()));
      }
    }
    return errors;
  }
}
