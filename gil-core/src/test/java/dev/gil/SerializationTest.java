package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

/** A shared lock travels as its name; a private one stays. */
class SerializationTest {
  private static Object roundTrip(Object object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void aSharedLockIsTheSameAfterARoundTrip() throws Exception {
    assertThat(roundTrip(GlobalLock.shared("travels"))).isSameAs(GlobalLock.shared("travels"));
  }

  @Test
  void aPrivateLockSaysHowToMakeItTravel() {
    assertThatThrownBy(() -> roundTrip(GlobalLock.create("stays")))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("use GlobalLock.shared(\"stays\")");
  }
}
