// Loaded into npm. The npm of Node 20.0 and 20.1 asks for the C library under a wrong name, gets no answer, and silently
// leaves out every package that is built for one: the canvas that draws pictures, the linter.
const ask = process.report.getReport;
process.report.getReport = (...args) => {
  const report = ask.apply(process.report, args);
  report.header.glibcRuntimeVersion ??= report.header.glibcVersionRuntime;
  return report;
};
