package dev.gil.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.TaskNotSerializableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What all tasks of one lambda have in common travels a few times and is then kept in the depot.
 */
class KeptShapesTest {
  private static final int OFTEN = 50;

  /** Both sides in one, for forms only. */
  private static final class Shelf implements Depot {
    private final List<byte[]> forms = new ArrayList<>();
    private int reads;
    private boolean full;

    @Override
    public long store(byte[] bytes) {
      return NOT_STORED;
    }

    @Override
    public byte[] fetch(long ticket, int length) throws IOException {
      throw new IOException("nothing is stored");
    }

    @Override
    public long keep(byte[] form) {
      if (full) {
        return NOT_STORED;
      }
      forms.add(form.clone());
      return forms.size() - 1L;
    }

    @Override
    public byte[] kept(long ticket, int length) throws IOException {
      reads++;
      if (ticket < 0 || ticket >= forms.size() || forms.get((int) ticket).length != length) {
        throw new IOException("no such form");
      }
      return forms.get((int) ticket).clone();
    }

    @Override
    public void free(long ticket) {}
  }

  private static byte[] encoded(Task<?> task, @Nullable Depot depot) {
    return Packing.encode(new Work.OfTask<>(task), "a task", "here", depot).bytes();
  }

  private static byte[] run(byte[] encoded, @Nullable Depot depot) {
    return RemoteTask.decode(encoded, List.of(), null, null, depot).run();
  }

  private static Task<Integer> task(int captured) {
    return gil -> captured;
  }

  private static Task<Integer> other(int captured) {
    return gil -> captured + 1;
  }

  @Test
  void theShapeOfALambdaIsKeptAndReadOnce() {
    Shelf shelf = new Shelf();
    byte[] first = encoded(task(1), shelf);
    byte[] last = first;
    for (int i = 0; i < OFTEN; i++) {
      last = encoded(task(i), shelf);
      assertThat(run(last, shelf)).isEqualTo(run(encoded(task(i), null), null));
    }
    assertThat(shelf.forms).hasSize(1);
    assertThat(shelf.reads).isEqualTo(1);
    assertThat(last.length).isLessThan(first.length - shelf.forms.getFirst().length + 10);
  }

  @Test
  void anotherDepotIsAskedToKeepItAnew() {
    Shelf one = new Shelf();
    Shelf two = new Shelf();
    for (int i = 0; i < OFTEN; i++) {
      byte[] toOne = encoded(other(i), one);
      byte[] toTwo = encoded(other(i), two);
      assertThat(run(toOne, one)).isEqualTo(run(toTwo, two));
    }
    assertThat(one.forms).isNotEmpty();
    assertThat(two.forms).isNotEmpty();
  }

  @Test
  void ofALambdaThatCapturesNothingTheBytesAreOfTheDepotTheyGoBy() {
    Task<Integer> constant = gil -> 7;
    Shelf one = new Shelf();
    Shelf two = new Shelf();
    byte[] expected = run(encoded(constant, one), one);
    for (int i = 0; i < OFTEN; i++) {
      assertThat(run(encoded(constant, one), one)).isEqualTo(expected);
    }
    two.forms.add(new byte[1]); // so that tickets differ
    assertThat(run(encoded(constant, two), two)).isEqualTo(expected);
  }

  @Test
  void whatADepotDoesNotKeepTravels() {
    Shelf shelf = new Shelf();
    shelf.full = true;
    Task<Integer> last = gil -> 0;
    for (int i = 0; i < OFTEN; i++) {
      int captured = i;
      last = gil -> captured - 1;
      var _ = encoded(last, shelf);
    }
    assertThat(run(encoded(last, shelf), shelf)).isNotEmpty();
    assertThat(shelf.reads).isZero();
  }

  @Test
  void aTicketOfNothingIsRefusedAndSaysSo() {
    Shelf shelf = new Shelf();
    byte[] last = new byte[0];
    for (int i = 0; i < OFTEN; i++) {
      int captured = i;
      last = encoded(gil -> captured * 2, shelf);
    }
    byte[] task = last;
    shelf.forms.clear();
    assertThatThrownBy(() -> run(task, shelf))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("no such form");
    assertThatThrownBy(() -> RemoteTask.decode(task, List.of(), null, null))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("is kept, and nowhere");
  }
}
