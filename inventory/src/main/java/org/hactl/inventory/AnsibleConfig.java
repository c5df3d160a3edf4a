package org.hactl.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlReader;

/**
 * What hactl takes from {@code ansible.cfg} and from Ansible's variables of the environment, which
 * win over the file.
 */
public final class AnsibleConfig {
  /** A setting that hactl shares with Ansible. */
  public enum Key {
    INVENTORY("defaults", "ANSIBLE_INVENTORY", "inventory"),
    REMOTE_USER("defaults", "ANSIBLE_REMOTE_USER", "the user of hactl, or that of ~/.ssh/config"),
    PRIVATE_KEY_FILE("defaults", "ANSIBLE_PRIVATE_KEY_FILE", "the keys in ~/.ssh"),
    HOST_KEY_CHECKING("defaults", "ANSIBLE_HOST_KEY_CHECKING", "true"),
    VAULT_PASSWORD_FILE("defaults", "ANSIBLE_VAULT_PASSWORD_FILE", "none"),
    VAULT_IDENTITY_LIST("defaults", "ANSIBLE_VAULT_IDENTITY_LIST", "none"),
    FORKS("defaults", "ANSIBLE_FORKS", "50"),
    TIMEOUT("defaults", "ANSIBLE_TIMEOUT", "20"),
    BECOME("privilege_escalation", "ANSIBLE_BECOME", "false"),
    BECOME_METHOD("privilege_escalation", "ANSIBLE_BECOME_METHOD", "sudo"),
    BECOME_USER("privilege_escalation", "ANSIBLE_BECOME_USER", "root");

    private final String section;
    private final String variable;
    private final String fallback;

    Key(String section, String variable, String fallback) {
      this.section = section;
      this.variable = variable;
      this.fallback = fallback;
    }

    /** The name in {@code ansible.cfg}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The variable of the environment that sets it. */
    public String variable() {
      return variable;
    }

    /** What counts where nothing is set, in words. */
    public String fallback() {
      return fallback;
    }
  }

  /**
   * A value that is set.
   *
   * @param at the variable of the environment as {@code $NAME}, or file, line and column
   * @param mark the same place for problems
   * @param base the folder that relative paths start from
   */
  public record Setting(String value, String at, Mark mark, Path base) {
    /** The value as a path; {@code ~} is the home. */
    public Path path(Path home) {
      return path(value, home);
    }

    /** The parts between commas. */
    public List<String> items() {
      return Stream.of(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /** Each part between commas as a path. */
    public List<String> paths(Path home) {
      return items().stream().map(item -> path(item, home).toString()).toList();
    }

    /** A text of this setting as a path. */
    public Path path(String text, Path home) {
      if (text.startsWith("~/")) {
        return home.resolve(text.substring(2));
      }
      return base.resolve(text.replace("{{CWD}}", ".")).normalize();
    }
  }

  private static final Path ENVIRONMENT = Path.of("environment");

  private final Optional<Path> file;
  private final Map<Key, Setting> settings;

  private AnsibleConfig(Optional<Path> file, Map<Key, Setting> settings) {
    this.file = file;
    this.settings = settings;
  }

  /**
   * Finds the file as Ansible does, and reads it: {@code $ANSIBLE_CONFIG}, {@code ansible.cfg} in
   * the current folder unless everyone can write to it, {@code ~/.ansible.cfg}, {@code
   * /etc/ansible/ansible.cfg}.
   */
  public static AnsibleConfig read(
      Map<String, String> environment, Path current, Path home, Problems problems) {
    Optional<Path> file = find(environment, current, home);
    Map<Key, Setting> settings = new EnumMap<>(Key.class);
    file.flatMap(f -> YamlReader.text(f, problems))
        .ifPresent(text -> file(text, settings, problems));
    for (Key key : Key.values()) {
      String value = environment.get(key.variable);
      if (value != null && !value.isBlank()) {
        SourceText source = new SourceText(ENVIRONMENT, key.variable + "=" + value);
        settings.put(
            key, new Setting(value.strip(), "$" + key.variable, source.at(1, 1), Path.of("")));
      }
    }
    return new AnsibleConfig(file, settings);
  }

  /** The file that counts; empty if there is none. */
  public Optional<Path> file() {
    return file;
  }

  /** What is set for a key. */
  public Optional<Setting> get(Key key) {
    return Optional.ofNullable(settings.get(key));
  }

  private static Optional<Path> find(Map<String, String> environment, Path current, Path home) {
    List<Path> places = new ArrayList<>();
    String named = environment.get("ANSIBLE_CONFIG");
    if (named != null && !named.isBlank()) {
      Path path = current.resolve(named);
      places.add(Files.isDirectory(path) ? path.resolve("ansible.cfg") : path);
    }
    if (!everyoneWrites(current)) {
      places.add(current.resolve("ansible.cfg"));
    }
    places.add(home.resolve(".ansible.cfg"));
    places.add(Path.of("/etc/ansible/ansible.cfg"));
    return places.stream().filter(Files::isReadable).filter(Files::isRegularFile).findFirst();
  }

  private static boolean everyoneWrites(Path folder) {
    try {
      return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException e) {
      return true;
    }
  }

  private static void file(SourceText text, Map<Key, Setting> into, Problems problems) {
    Map<String, Key> keys = new HashMap<>();
    for (Key key : Key.values()) {
      keys.put(key.section + "." + key.word(), key);
    }
    Path parent = text.file().getParent();
    Path base = parent == null ? Path.of("") : parent;
    String section = "";
    for (int number = 1; number <= text.lines(); number++) {
      String line = text.line(number);
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
        continue;
      }
      Mark mark = text.at(number, 1);
      int sign = line.indexOf('=') < 0 ? line.indexOf(':') : line.indexOf('=');
      if (content.startsWith("[") && content.endsWith("]")) {
        section = content.substring(1, content.length() - 1);
      } else if (sign > 0) {
        Key key = keys.get(section + "." + line.substring(0, sign).strip());
        String value = withoutComment(line.substring(sign + 1)).strip();
        if (key != null && !value.isEmpty()) {
          into.put(key, new Setting(value, mark.toString(), mark, base));
        }
      } else if (!Character.isWhitespace(line.charAt(0))) {
        problems.add(mark, "expected [section] or name = value");
      }
    }
  }

  private static String withoutComment(String value) {
    int comment = value.indexOf(" ;");
    return comment < 0 ? value : value.substring(0, comment);
  }
}
