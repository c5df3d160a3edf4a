package org.hactl.cli.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hactl.inventory.Vault;
import org.hactl.inventory.VaultException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "view",
    mixinStandardHelpOptions = true,
    description = "Shows what is in encrypted files; on a terminal through $PAGER or less.")
final class ViewCommand extends VaultAction {
  private static final String LESS = "if command -v less >/dev/null; then less; else cat; fi";

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files; - is standard input.")
  private List<String> files = new ArrayList<>();

  ViewCommand(Supplier<Surroundings> surroundings) {
    super(surroundings);
  }

  @Override
  void run(Surroundings here) throws Refused {
    Vault opening = opening(here);
    for (String file : files) {
      try {
        byte[] plain = opening.open(Rewriting.read(file, here)).plain();
        if (here.terminal()) {
          page(plain, here);
        } else {
          write(plain, here.out());
        }
      } catch (VaultException e) {
        throw new Refused(file + ": " + e.getMessage());
      } catch (IOException e) {
        throw new Refused("%s cannot be shown: %s".formatted(file, Refused.reason(e)));
      }
    }
  }

  /** With a line break at the end, so that the next file begins on a line of its own. */
  private static void write(byte[] plain, OutputStream out) throws IOException {
    out.write(plain);
    if (plain.length > 0 && plain[plain.length - 1] != '\n') {
      out.write('\n');
    }
    out.flush();
  }

  private static void page(byte[] plain, Surroundings here) throws IOException {
    String pager = here.environment().getOrDefault("PAGER", LESS);
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", "trap : INT QUIT; " + pager)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    var _ = builder.environment().putIfAbsent("LESS", "FRSX");
    try (Unbroken _ = Unbroken.begin()) {
      Process process = builder.start();
      try (OutputStream out = process.getOutputStream()) {
        write(plain, out);
      } catch (IOException e) {
        // The operator has left the pager before its end.
      }
      int _ = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
