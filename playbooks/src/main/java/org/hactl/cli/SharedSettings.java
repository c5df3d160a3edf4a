package org.hactl.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hactl.inventory.AnsibleConfig;
import org.hactl.inventory.AnsibleConfig.Key;
import org.hactl.inventory.AnsibleConfig.Setting;
import org.hactl.yaml.Problems;

/** Ansible's settings as hactl uses them where the command line says nothing. */
final class SharedSettings {
  private final AnsibleConfig config;
  private final Path home;
  private final Problems problems;

  private SharedSettings(AnsibleConfig config, Path home, Problems problems) {
    this.config = config;
    this.home = home;
    this.problems = problems;
  }

  static SharedSettings of(Map<String, String> environment, Path current, Path home) {
    Problems problems = new Problems();
    SharedSettings made =
        new SharedSettings(
            AnsibleConfig.read(environment, current, home, problems), home, problems);
    made.check();
    return made;
  }

  /** Read once. */
  static SharedSettings ofThisProcess() {
    return OfThisProcess.SETTINGS;
  }

  private static final class OfThisProcess {
    static final SharedSettings SETTINGS =
        of(
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Path.of(System.getProperty("user.home", "/")));
  }

  AnsibleConfig config() {
    return config;
  }

  /** What is wrong with values that hactl uses. */
  Problems problems() {
    return problems;
  }

  List<String> inventory() {
    return config.get(Key.INVENTORY).map(s -> s.paths(home)).orElse(List.of("inventory"));
  }

  Optional<String> user() {
    return config.get(Key.REMOTE_USER).map(Setting::value);
  }

  Optional<Path> privateKey() {
    return config.get(Key.PRIVATE_KEY_FILE).map(s -> s.path(home));
  }

  boolean checksHostKeys() {
    return config.get(Key.HOST_KEY_CHECKING).flatMap(this::yesOrNo).orElse(true);
  }

  /** In the form {@code [ID@]FILE}: the identities, and the password file if none is given. */
  List<String> vaultPasswordFiles(List<String> given) {
    List<String> files = new ArrayList<>();
    config
        .get(Key.VAULT_IDENTITY_LIST)
        .ifPresent(s ->
            s.items()
                .forEach(item -> {
                  int at = item.indexOf('@');
                  files.add(item.substring(0, at + 1) + s.path(item.substring(at + 1), home));
                }));
    files.addAll(given);
    if (given.isEmpty()) {
      config.get(Key.VAULT_PASSWORD_FILE).ifPresent(s -> files.add(s.path(home).toString()));
    }
    return files;
  }

  Optional<Integer> forks() {
    return config.get(Key.FORKS).flatMap(this::number);
  }

  Optional<Duration> connectTimeout() {
    return config.get(Key.TIMEOUT).flatMap(this::number).map(Duration::ofSeconds);
  }

  /** The weakest variables of all hosts. */
  Map<String, Setting> variables() {
    Map<String, Setting> variables = new LinkedHashMap<>();
    for (Key key : List.of(Key.BECOME, Key.BECOME_METHOD, Key.BECOME_USER)) {
      config.get(key).ifPresent(s -> variables.put("ansible_" + key.word(), s));
    }
    return variables;
  }

  private void check() {
    var _ = checksHostKeys();
    var _ = forks();
    var _ = connectTimeout();
  }

  private Optional<Integer> number(Setting setting) {
    if (setting.value().matches("[1-9][0-9]{0,5}")) {
      return Optional.of(Integer.valueOf(setting.value()));
    }
    return wrong(setting, "expected a whole number from 1 on");
  }

  private Optional<Boolean> yesOrNo(Setting setting) {
    return switch (setting.value().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1", "y", "t" -> Optional.of(true);
      case "false", "no", "off", "0", "n", "f" -> Optional.of(false);
      default -> wrong(setting, "expected true or false");
    };
  }

  private <T> Optional<T> wrong(Setting setting, String expected) {
    problems.add(setting.mark(), "%s, found \"%s\"".formatted(expected, setting.value()));
    return Optional.empty();
  }
}
