package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hactl.yaml.Problems;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares each folder of {@code src/test/resources/inventories} with {@code ansible-inventory}. In
 * a folder {@code .args} has the arguments of {@code -i}, one a line (else it is the folder),
 * {@code .password} a vault password, and {@code .refused} the words with which hactl refuses what
 * Ansible reads. Another folder of such folders: {@code -Dinventories=PATH}.
 */
@Tag("lab")
class AnsibleInventoryLabTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  @TempDir Path elsewhere = Path.of("");

  static List<Path> inventories() throws IOException {
    Path all = Path.of(System.getProperty("inventories", "src/test/resources/inventories"));
    try (Stream<Path> folders = Files.list(all)) {
      return folders.map(Path::toAbsolutePath).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("inventories")
  void theListIsAnsibles(Path folder) throws Exception {
    List<String> arguments = arguments(folder);
    Problems problems = new Problems();
    Map<String, String> none = Map.of();
    List<String> passwords = new ArrayList<>();
    if (Files.exists(folder.resolve(".password"))) {
      passwords.add(folder.resolve(".password").toString());
    }
    Vault vault = new VaultPasswords(none, VaultPrompt.NONE).load(passwords, problems);
    var ours =
        InventoryReader.read(
            arguments,
            new InventoryReader.Surroundings(List.of(), Map.of()),
            List.of(),
            vault,
            problems);

    if (Files.exists(folder.resolve(".refused"))) {
      assertThat(problems.render()).contains(Files.readString(folder.resolve(".refused")).strip());
      return;
    }
    assertThat(problems.render()).isEmpty();
    assertThat(JSON.readTree(new InventoryListing(ours.orElseThrow()).json()))
        .isEqualTo(theirs(arguments, passwords));
  }

  private static List<String> arguments(Path folder) throws IOException {
    Path file = folder.resolve(".args");
    if (!Files.exists(file)) {
      return List.of(folder.toString());
    }
    return Files.readAllLines(file).stream()
        .map(line -> line.contains(",") ? line : folder.resolve(line).toString())
        .toList();
  }

  private JsonNode theirs(List<String> arguments, List<String> passwords)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ansible-inventory", "--list"));
    arguments.forEach(argument -> command.addAll(List.of("-i", argument)));
    passwords.forEach(file -> command.addAll(List.of("--vault-password-file", file)));
    Path errors = elsewhere.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectError(errors.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return JSON.readTree(out);
  }
}
