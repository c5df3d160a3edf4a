package org.hactl.cli.vault;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.hactl.cli.option.VaultOptions;
import org.hactl.cli.report.ExitCode;
import org.hactl.inventory.Vault;
import org.hactl.inventory.VaultException;
import org.hactl.inventory.VaultPassword;
import org.hactl.inventory.VaultPasswords;
import org.hactl.yaml.Problems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands of {@code hactl vault} have in common. */
abstract class VaultAction implements Callable<Integer> {
  @Mixin final VaultOptions vault = new VaultOptions();
  @Spec private @Nullable CommandSpec spec;

  private final Supplier<Surroundings> surroundings;

  VaultAction(Supplier<Surroundings> surroundings) {
    this.surroundings = surroundings;
  }

  /** The command's own work. */
  abstract void run(Surroundings here) throws Refused;

  @Override
  public final Integer call() {
    try {
      run(surroundings.get());
      return ExitCode.DONE;
    } catch (Refused e) {
      err().println("hactl: " + e.getMessage());
      return ExitCode.WRONG_REQUEST;
    }
  }

  final PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }

  /** The passwords that open files; asks for one if there is no other source. */
  final Vault opening(Surroundings here) throws Refused {
    Problems problems = new Problems();
    Vault opening = here.passwords().load(sources(here), problems);
    refuse(problems);
    return opening;
  }

  /** The password to encrypt with; asks for a new one if there is no other source. */
  final VaultPassword sealing(Surroundings here, @Nullable String id) throws Refused {
    Problems problems = new Problems();
    Vault sealing = here.passwords().loadNew(sources(here), problems);
    refuse(problems);
    String named = id == null ? here.environment().get("ANSIBLE_VAULT_ENCRYPT_IDENTITY") : id;
    try {
      return sealing.sealing(Optional.ofNullable(named));
    } catch (VaultException e) {
      throw new Refused(e.getMessage());
    }
  }

  private List<String> sources(Surroundings here) {
    return here.passwords().hasSource(vault.sources())
        ? vault.sources()
        : List.of(VaultPasswords.ofQuestion());
  }

  static void refuse(Problems problems) throws Refused {
    if (!problems.isEmpty()) {
      throw new Refused(problems.render());
    }
  }
}
