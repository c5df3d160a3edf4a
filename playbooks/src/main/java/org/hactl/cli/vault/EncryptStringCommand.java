package org.hactl.cli.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hactl.inventory.Vault;
import org.hactl.inventory.VaultException;
import org.hactl.inventory.VaultPassword;
import org.hactl.yaml.HiddenText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "encrypt-string",
    aliases = "encrypt_string",
    mixinStandardHelpOptions = true,
    description = {
      "Prints single values as YAML, NAME: !vault |, for a file of variables.",
      "Other users of this machine can see a TEXT in the list of processes: --prompt and"
          + " standard input avoid that."
    })
final class EncryptStringCommand extends VaultAction {
  @Parameters(
      paramLabel = "TEXT",
      arity = "0..*",
      description = "The values; - or none is standard input, with its last line break.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "The variable of a TEXT, in their order.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--stdin-name",
      paramLabel = "NAME",
      description = "Read a value from standard input; the name of its variable.")
  private @Nullable String stdinName;

  @Option(
      names = {"-p", "--prompt"},
      description = "Ask for a value and the name of its variable.")
  private boolean prompt;

  @Option(names = "--show-input", description = "Show what is typed for --prompt.")
  private boolean showInput;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the values go; - is standard output (default).")
  private String output = Rewriting.STANDARD;

  @Option(
      names = "--encrypt-vault-id",
      paramLabel = "ID",
      description = "The vault id to encrypt with; needed if there are several.")
  private @Nullable String id;

  @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
  private record Value(@Nullable String name, byte[] plain) {
    Value(@Nullable String name, String plain) {
      this(name, plain.getBytes(StandardCharsets.UTF_8));
    }
  }

  EncryptStringCommand(Supplier<Surroundings> surroundings) {
    super(surroundings);
  }

  @Override
  void run(Surroundings here) throws Refused {
    boolean stdin =
        stdinName != null || texts.contains(Rewriting.STANDARD) || (texts.isEmpty() && !prompt);
    if (stdin && prompt) {
      throw new Refused("--prompt and standard input exclude each other");
    }
    List<String> given = texts.stream().filter(text -> !text.equals(Rewriting.STANDARD)).toList();
    if (names.size() > given.size()) {
      throw new Refused(
          "--name belongs to a TEXT, and there are %d names for %d; for standard input use"
                  .formatted(names.size(), given.size())
              + " --stdin-name");
    }
    VaultPassword password = sealing(here, id);
    List<Value> values = new ArrayList<>();
    if (prompt) {
      values.add(asked(here));
    }
    if (stdin) {
      values.add(new Value(stdinName, standardInput(here)));
    }
    for (int i = 0; i < given.size(); i++) {
      values.add(new Value(i < names.size() ? names.get(i) : null, given.get(i)));
    }
    List<String> blocks = new ArrayList<>();
    for (Value value : values) {
      blocks.add(block(value, password, here));
    }
    Rewriting.write(
        output,
        String.join("", blocks).getBytes(StandardCharsets.UTF_8),
        SecretFile.Content.ENCRYPTED,
        here);
  }

  private Value asked(Surroundings here) throws Refused {
    String name = here.shown().ask("Variable name (enter for no name): ").orElse("").strip();
    String text =
        (showInput
                ? here.shown().ask("String to encrypt: ")
                : here.hidden().ask("String to encrypt (hidden): ").map(HiddenText::reveal))
            .orElseThrow(() ->
                new Refused("there is no terminal to ask on; give the value on standard input"));
    return new Value(name.isEmpty() ? null : name, text);
  }

  private byte[] standardInput(Surroundings here) throws Refused {
    if (here.terminal()) {
      err().println("reads the value from standard input, up to Ctrl-D");
      err().flush();
    }
    try {
      return here.in().readAllBytes();
    } catch (IOException e) {
      throw new Refused("standard input cannot be read: " + Refused.reason(e));
    }
  }

  private static String block(Value value, VaultPassword password, Surroundings here)
      throws Refused {
    String what = value.name() == null ? "a value" : "the value of " + value.name();
    if (value.plain().length == 0) {
      throw new Refused(what + " is empty");
    }
    try {
      String sealed = Vault.seal(value.plain(), password, here.random());
      return (value.name() == null ? "" : value.name() + ": ")
          + "!vault |\n"
          + sealed.lines().map(line -> " ".repeat(10) + line + "\n").collect(Collectors.joining());
    } catch (VaultException e) {
      throw new Refused(what + " " + e.getMessage());
    }
  }
}
