package org.hactl.cli.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.hactl.inventory.Vault;
import org.hactl.inventory.VaultException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    description = {
      "Opens encrypted files in $EDITOR (default: vi) and encrypts them again with the same"
          + " password and vault id.",
      "A file stays as it is if nothing was changed or the editor fails."
    })
final class EditCommand extends VaultAction {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files, one after the other.")
  private List<String> files = new ArrayList<>();

  EditCommand(Supplier<Surroundings> surroundings) {
    super(surroundings);
  }

  @Override
  void run(Surroundings here) throws Refused {
    Vault opening = opening(here);
    for (String file : files) {
      try (Unbroken _ = Unbroken.begin()) {
        edit(Path.of(file), opening, here);
      } catch (VaultException e) {
        throw new Refused(file + ": " + e.getMessage());
      } catch (IOException e) {
        throw new Refused("%s cannot be edited: %s".formatted(file, Refused.reason(e)));
      }
    }
  }

  private void edit(Path named, Vault opening, Surroundings here)
      throws IOException, VaultException, Refused {
    byte[] sealed = SecretFile.read(named);
    Vault.Opened opened = opening.open(sealed);
    Path file = named.toRealPath();
    if (!Files.isWritable(Objects.requireNonNull(file.getParent()))) {
      throw new IOException("its folder is not writable");
    }
    byte[] edited;
    try (Scratch scratch = Scratch.of(here.scratch(), file, opened.plain())) {
      edited = edited(scratch, named, here);
    }
    if (Arrays.equals(edited, opened.plain())) {
      err().println("not changed: " + named);
      return;
    }
    byte[] again =
        Vault.seal(edited, opened.password(), here.random()).getBytes(StandardCharsets.US_ASCII);
    if (!Arrays.equals(sealed, SecretFile.read(named))) {
      Path beside = file.resolveSibling(file.getFileName() + ".edited");
      SecretFile.replace(beside, again, SecretFile.Content.ENCRYPTED);
      throw new Refused(
          "%s was changed while you edited it; what you wrote is in %s, encrypted"
              .formatted(named, beside));
    }
    SecretFile.replace(named, again, SecretFile.Content.ENCRYPTED);
    err().println("encrypted " + named);
  }

  private static byte[] edited(Scratch scratch, Path named, Surroundings here)
      throws IOException, Refused {
    String editor = here.environment().getOrDefault("EDITOR", "vi");
    // The shell splits the words of $EDITOR, as in EDITOR="emacs -nw". Ctrl-C is for the editor.
    Process process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "trap : INT QUIT; " + editor + " \"$1\"",
                "hactl",
                scratch.file().toString())
            .inheritIO()
            .start();
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new Refused(
            "the editor (%s) ended with status %d; %s is as it was"
                .formatted(editor, status, named));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the editor ran", e);
    }
    return SecretFile.read(scratch.file());
  }
}
