package org.hactl.cli.option;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
public final class SharedSettings {
  private final Map<String, String> environment;
  private final AnsibleConfig config;
  private final Path home;
  private final Problems problems;

  private SharedSettings(
      Map<String, String> environment, AnsibleConfig config, Path home, Problems problems) {
    this.environment = environment;
    this.config = config;
    this.home = home;
    this.problems = problems;
  }

  static SharedSettings of(Map<String, String> environment, Path current, Path home) {
    Problems problems = new Problems();
    SharedSettings made =
        new SharedSettings(
            environment, AnsibleConfig.read(environment, current, home, problems), home, problems);
    made.check();
    return made;
  }

  /** Read once. */
  public static SharedSettings ofThisProcess() {
    return OfThisProcess.SETTINGS;
  }

  private static final class OfThisProcess {
    static final SharedSettings SETTINGS =
        of(
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Path.of(System.getProperty("user.home", "/")));
  }

  public AnsibleConfig config() {
    return config;
  }

  /** What is wrong with values that hactl uses. */
  public Problems problems() {
    return problems;
  }

  public List<String> inventory() {
    return config.get(Key.INVENTORY).map(s -> s.paths(home)).orElse(List.of("inventory"));
  }

  public Optional<String> user() {
    return config.get(Key.REMOTE_USER).map(Setting::value);
  }

  public Optional<Path> privateKey() {
    return config.get(Key.PRIVATE_KEY_FILE).map(s -> s.path(home));
  }

  public boolean checksHostKeys() {
    return config.get(Key.HOST_KEY_CHECKING).flatMap(this::yesOrNo).orElse(true);
  }

  /**
   * The environment, with what {@code ansible.cfg} says of vault passwords where the environment
   * says nothing.
   */
  public Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(environment);
    config
        .get(Key.VAULT_IDENTITY_LIST)
        .ifPresent(s ->
            all.putIfAbsent(
                Key.VAULT_IDENTITY_LIST.variable(),
                s.items().stream().map(item -> vaultSource(s, item)).collect(joining(","))));
    config
        .get(Key.VAULT_PASSWORD_FILE)
        .ifPresent(
            s -> all.putIfAbsent(Key.VAULT_PASSWORD_FILE.variable(), s.path(home).toString()));
    return all;
  }

  private String vaultSource(Setting setting, String item) {
    int at = item.indexOf('@');
    String from = item.substring(at + 1);
    return item.substring(0, at + 1)
        + (from.equals("prompt") ? from : setting.path(from, home).toString());
  }

  public Optional<Integer> forks() {
    return config.get(Key.FORKS).flatMap(this::number);
  }

  public Optional<Duration> connectTimeout() {
    return config.get(Key.TIMEOUT).flatMap(this::number).map(Duration::ofSeconds);
  }

  /** The weakest variables of all hosts. */
  public Map<String, Setting> variables() {
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
