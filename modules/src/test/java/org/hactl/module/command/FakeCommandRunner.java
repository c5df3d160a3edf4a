package org.hactl.module.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Answers commands as a test says, and records them. An answer is for all commands that start with
 * its words. Several answers to the same words are given in order, and the last one again and
 * again. A command without an answer succeeds without output.
 */
public final class FakeCommandRunner implements CommandRunner {
  private final Map<String, Deque<CommandResult>> answers = new LinkedHashMap<>();
  private final List<Command> commands = new ArrayList<>();

  public FakeCommandRunner answer(String words, int exit, String out, String err) {
    answers
        .computeIfAbsent(words, w -> new ArrayDeque<>())
        .add(new CommandResult(exit, out.lines().toList(), err.lines().toList(), false));
    return this;
  }

  public FakeCommandRunner answer(String words, String out) {
    return answer(words, 0, out, "");
  }

  /** Forgets the answers to these words. */
  public FakeCommandRunner reset(String words) {
    answers.remove(words);
    return this;
  }

  /** The commands that ran since the last call, as text. */
  public List<String> ran() {
    List<String> texts = commands.stream().map(Command::text).toList();
    commands.clear();
    return texts;
  }

  @Override
  public CommandResult run(Command command, Consumer<String> lines) {
    commands.add(command);
    for (Map.Entry<String, Deque<CommandResult>> entry : answers.entrySet()) {
      if (command.text().startsWith(entry.getKey())) {
        Deque<CommandResult> queue = entry.getValue();
        CommandResult result = queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
        result.lines().forEach(lines);
        return result;
      }
    }
    return new CommandResult(0, List.of(), List.of(), false);
  }
}
