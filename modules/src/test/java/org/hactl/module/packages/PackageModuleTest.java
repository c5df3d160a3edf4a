package org.hactl.module.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.command.FakeCommandRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageModuleTest {
  private static final String INSTALL =
      "apt-get -y -o DPkg::Lock::Timeout=180 -o Dpkg::Options::=--force-confdef"
          + " -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 --no-install-recommends install";
  private static final String REMOVE =
      "apt-get -y -o DPkg::Lock::Timeout=180 -o Dpkg::Options::=--force-confdef"
          + " -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 remove";

  private static final String ALL =
      "dpkg-query -W -f ${Package}\\t${Architecture}\\t${db:Status-Status}\\n";
  private static final String LEFTOVERS = "apt-get -s autoremove";

  @TempDir Path root;

  /** The entries of the ownership journal, besides those that a test names. */
  private final List<Owned> ours = new ArrayList<>();

  private final FakeCommandRunner host = new FakeCommandRunner();
  private final List<String> progress = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private PackageModule module = new PackageModule(null);

  @BeforeEach
  void aDebianHost() {
    DpkgLock lock = new DpkgLock(host, pauses::add);
    InstantSource clock = () -> now;
    module =
        new PackageModule(
            new AptPackages(
                host,
                lock,
                new AptLists(host, lock, clock, root, root.resolve("state"), progress::add),
                progress::add));
  }

  @Test
  void anInstalledPackageIsNeitherTouchedNorTakenOver() throws Exception {
    installed("nginx-light");

    assertThat(plan(List.of("nginx-light"), List.of())).isEqualTo(Plan.NOTHING);
    assertThat(plan(List.of(), List.of())).isEqualTo(Plan.NOTHING);
  }

  @Test
  void oneQueryForAllNames() throws Exception {
    plan(List.of("curl", "nginx-light"), List.of("ipvsadm"));

    assertThat(host.ran())
        .containsExactly(
            "dpkg-query -W -f ${Package}\\t${Architecture}\\t${db:Status-Status}\\t${Version}\\n"
                + " curl ipvsadm nginx-light");
  }

  @Test
  void allMissingPackagesAreInstalledInOneRun() throws Exception {
    host.answer("dpkg-query", 1, "", "dpkg-query: no packages found matching nginx-light\n");
    Plan plan = plan(List.of("nginx-light", "curl"), List.of());
    assertThat(plan.changes())
        .extracting(Change::action, change -> change.take() != null)
        .containsOnly(org.assertj.core.api.Assertions.tuple(Action.CREATE, true));
    host.reset("dpkg-query").ran();
    installed("nginx-light", "curl");
    host.answer(INSTALL, "Setting up nginx-light (1.22.1-9) ...\n");

    assertThat(module.apply(plan.changes())).allMatch(result -> result.error() == null);

    assertThat(host.ran())
        .containsSubsequence("dpkg --audit", "apt-get -q update", INSTALL + " curl nginx-light");
    assertThat(progress).contains("Setting up nginx-light (1.22.1-9) ...");
  }

  @Test
  void freshListsThatHaveTheNameAreNotRefreshed() throws Exception {
    installed("curl");
    host.answer("apt-cache policy", "curl:\n  Installed: (none)\n  Candidate: 7.88\n");
    install("curl");
    assertThat(host.ran()).contains("apt-get -q update");

    now = now.plus(Duration.ofMinutes(59));
    install("curl");
    assertThat(host.ran()).doesNotContain("apt-get -q update");

    now = now.plus(Duration.ofMinutes(2));
    install("curl");
    assertThat(host.ran()).contains("apt-get -q update");

    install("unknown");
    assertThat(host.ran()).contains("apt-get -q update");
  }

  @Test
  void anInterruptedInstallationIsRepairedFirst() throws Exception {
    host.answer("dpkg-query", "nginx-light\tamd64\thalf-configured\t1.22\n")
        .answer("dpkg --audit", "The following packages are only half configured\n");
    Plan plan = plan(List.of("nginx-light"), List.of());
    assertThat(plan.changes().getFirst().fields().getFirst().from()).isEqualTo("half-configured");
    assertThat(plan.changes().getFirst().take()).isNull();
    host.reset("dpkg-query");
    installed("nginx-light");

    assertThat(errors(module.apply(plan.changes()))).isEmpty();

    assertThat(host.ran())
        .containsSubsequence(
            "dpkg --audit",
            "dpkg --force-confdef --force-confold --configure -a",
            INSTALL + " nginx-light");
  }

  @Test
  void aJournalOfDpkgCountsAsInterrupted() throws Exception {
    installed("curl");
    Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
    Files.writeString(root.resolve("var/lib/dpkg/updates/0001"), "");

    install("curl");

    assertThat(host.ran()).contains("dpkg --force-confdef --force-confold --configure -a");
  }

  @Test
  void waitsForALockThatAptDoesNotWaitFor() throws Exception {
    installed("curl");
    host.answer("apt-get -q update", 100, "", "E: Could not get lock /var/lib/apt/lists/lock.\n")
        .answer("apt-get -q update", "");

    assertThat(errors(install("curl"))).isEmpty();

    assertThat(pauses).hasSize(1);
    assertThat(progress).contains("waiting for another package manager to finish");
  }

  @Test
  void oneWrongNameDoesNotBlockOthers() throws Exception {
    installed("curl");
    host.answer(
            INSTALL + " curl nosuch", 100, "Reading...\n", "E: Unable to locate package nosuch\n")
        .answer(INSTALL + " nosuch", 100, "Reading...\n", "E: Unable to locate package nosuch\n");

    List<ChangeResult> results = install("curl", "nosuch");

    assertThat(results.getFirst().error()).isNull();
    assertThat(errors(results))
        .containsExactly(
            "cannot install nosuch: apt-get says: E: Unable to locate package nosuch; check the"
                + " name, and the package sources of the host (apt-cache policy NAME)");
  }

  @Test
  void aFailedRefreshIsQuotedInTheErrorItCaused() throws Exception {
    host.answer("apt-get -q update", 100, "", "E: The repository has no Release file\n")
        .answer(INSTALL, 100, "", "E: Unable to locate package curl\n");

    assertThat(errors(install("curl"))).singleElement().asString().contains("no Release file");
  }

  @Test
  void aVirtualPackageIsAnErrorAndNotALoop() throws Exception {
    assertThat(errors(install("mail-transport-agent")))
        .singleElement()
        .asString()
        .contains("name the package itself");
  }

  @Test
  void aPackageThatHactlInstalledIsRemovedWithoutItsConfiguration() throws Exception {
    installed("nginx-light");
    Plan plan = plan(List.of(), List.of("nginx-light", "gone"));
    assertThat(plan.forget()).containsExactly(new ResourceId("package", "gone"));
    host.answer("apt-get -s remove", "Remv nginx-light [1.22.1-9]\n");

    assertThat(errors(module.apply(plan.changes()))).isEmpty();

    assertThat(host.ran()).contains(REMOVE + " nginx-light");
  }

  @Test
  void noOtherPackageIsRemovedWithIt() throws Exception {
    installed("nginx-light");
    Plan plan = plan(List.of(), List.of("nginx-light"));
    host.answer("apt-get -s remove", "Remv theirs [1]\nRemv nginx-light [1.22.1-9]\n");

    assertThat(errors(module.apply(plan.changes())))
        .singleElement()
        .asString()
        .contains("would also remove theirs");
    assertThat(host.ran()).noneMatch(command -> command.startsWith(REMOVE));
  }

  @Test
  void whatCameWithAPackageIsRememberedAlsoIfItsInstallationFails() throws Exception {
    ours.add(CameWith.entry(new PackageResource("curl"), Set.of("libcurl4")));
    Plan plan = plan(List.of("curl", "nginx"), List.of());
    host.reset("dpkg-query");
    host.answer(ALL, "dpkg\tamd64\tinstalled\nlibz\tamd64\tconfig-files\n")
        .answer(
            ALL,
            """
            dpkg\tamd64\tinstalled
            libz\tamd64\tinstalled
            nginx\tamd64\thalf-configured
            nginx-common\tall\tinstalled
            libz\ti386\tinstalled
            """)
        .answer(INSTALL, 100, "", "E: Sub-process /usr/bin/dpkg returned an error code (1)\n");

    List<ChangeResult> results = module.apply(plan.changes());

    assertThat(errors(results)).hasSize(2);
    assertThat(results.getLast().learnt())
        .isEqualTo(
            CameWith.entry(
                new PackageResource("nginx"),
                Set.of("libcurl4", "libz", "libz:i386", "nginx-common")));
  }

  @Test
  void aPlanNamesWhatGoesWithAPackage() throws Exception {
    installed("nginx", "curl");
    comesWith("nginx", "a", "b", "curl", "kept", "manual");
    host.answer(LEFTOVERS + " nginx", removed("a", "b", "curl", "manual", "nginx", "older"))
        .answer("apt-mark showauto", "a\nb\ncurl\nkept\nolder\n");

    Plan plan = plan(List.of("curl"), List.of());

    assertThat(plan.changes())
        .singleElement()
        .extracting(Change::fields)
        .isEqualTo(
            List.of(
                new FieldChange("state", "1.0", null),
                new FieldChange("packages that came with it", "a, b", null)));
    host.ran();
    host.answer("apt-get -s remove nginx a b", removed("a", "b", "nginx"));
    assertThat(errors(module.apply(plan.changes()))).isEmpty();
    assertThat(host.ran()).contains(REMOVE + " nginx a b");
  }

  @Test
  void nothingIsAskedWhileNoPackageLeaves() throws Exception {
    installed("nginx");
    comesWith("nginx", "a");

    assertThat(plan(List.of("nginx"), List.of())).isEqualTo(Plan.NOTHING);
    assertThat(host.ran()).noneMatch(command -> command.startsWith("apt"));
  }

  @Test
  void ifAptCannotTellWhatCameWithAPackageOnlyThatOneGoes() throws Exception {
    installed("nginx");
    comesWith("nginx", "a");
    host.answer(LEFTOVERS, 100, "", "E: Unmet dependencies\n");

    assertThat(plan(List.of(), List.of()).changes())
        .singleElement()
        .extracting(Change::fields)
        .isEqualTo(List.of(new FieldChange("state", "1.0", null)));
  }

  @Test
  void aLeftoverThatCannotGoKeepsNoPackage() throws Exception {
    installed("nginx");
    comesWith("nginx", "a");
    host.answer(LEFTOVERS, removed("a", "nginx")).answer("apt-mark showauto", "a\n");
    Plan plan = plan(List.of(), List.of());
    host.answer("apt-get -s remove nginx a", removed("a", "nginx", "theirs"))
        .answer("apt-get -s remove nginx", removed("nginx"))
        .answer("apt-get -s remove a", removed("a", "theirs"));

    assertThat(errors(module.apply(plan.changes())))
        .singleElement()
        .asString()
        .contains("cannot remove a: that would also remove theirs");
    assertThat(host.ran())
        .contains(REMOVE + " nginx")
        .noneMatch(each -> each.equals(REMOVE + " a"));
  }

  @Test
  void optionsAreNotNames() throws Exception {
    assertThat(plan(List.of("--purge"), List.of()).problems())
        .containsExactly("package[--purge]: not a valid package name on this host");
  }

  @Test
  void aHostWithoutAPackageManagerIsAProblem() throws Exception {
    module = PackageModule.forHost(host, () -> now, root, root, (kind, text) -> {});

    assertThat(plan(List.of("curl"), List.of()).problems()).containsExactly(Managers.NONE);
    assertThat(plan(List.of(), List.of())).isEqualTo(Plan.NOTHING);
  }

  private void comesWith(String name, String... brought) {
    ours.add(CameWith.entry(new PackageResource(name), Set.of(brought)));
  }

  private static String removed(String... names) {
    return Arrays.stream(names)
        .map(name -> "Remv " + name + " [1.0]\n")
        .collect(Collectors.joining());
  }

  private void installed(String... names) {
    StringBuilder answer = new StringBuilder();
    for (String name : names) {
      answer.append(name).append("\tamd64\tinstalled\t1.0\n");
    }
    host.answer("dpkg-query", answer.toString());
  }

  private Plan plan(List<String> wanted, List<String> ours) throws Exception {
    List<PackageResource> desired = wanted.stream().map(PackageResource::new).toList();
    List<Owned> owned = new ArrayList<>(this.ours);
    ours.forEach(name -> owned.add(new Owned(new PackageResource(name), Map.of())));
    return module.plan(desired, owned, module.observe(desired, owned), false);
  }

  private List<ChangeResult> install(String... names) {
    return module.apply(
        Arrays.stream(names)
            .map(PackageResource::new)
            .map(resource -> new Change(resource.id(), Action.CREATE, List.of(), resource, null))
            .toList());
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
