package dev.gil.workloads.cli;

import dev.gil.workloads.Workload;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Forms of workloads as users write them. */
final class FormText implements ITypeConverter<Workload.Form> {
  @Override
  public Workload.Form convert(String text) {
    for (Workload.Form form : Workload.Form.values()) {
      if (of(form).equals(text)) {
        return form;
      }
    }
    throw new TypeConversionException(
        "no form \"" + text + "\"; there are: " + all(List.of(Workload.Form.values())));
  }

  static String of(Workload.Form form) {
    return form.name().toLowerCase(Locale.ROOT);
  }

  /** By commas. */
  static String all(List<Workload.Form> forms) {
    return forms.stream().map(FormText::of).collect(Collectors.joining(", "));
  }
}
