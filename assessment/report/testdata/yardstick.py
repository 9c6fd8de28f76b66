# Writes the cells of a workbook, given as JSON, with XlsxWriter: each with a
# format, the rows with heights, tables and footers as Ounce has them.
import json, resource, sys, time
import xlsxwriter

content = json.load(open(sys.argv[1]))


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


before, began = cpu(), time.perf_counter()
book = xlsxwriter.Workbook(sys.argv[2])
formats = [book.add_format({"text_wrap": True, "border": 1, "valign": "top", "font_size": 9 + n}) for n in range(20)]
for sheet in content:
    page = book.add_worksheet(sheet["name"])
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&L&8Ounce&R&8Page &P of &N")
    page.hide_gridlines(2)
    for row in sheet["rows"]:
        page.set_row(row["number"], 30)
        for column, style, value, formula in row["cells"]:
            form = formats[style % len(formats)]
            if formula:
                page.write_formula(row["number"], column, "=" + formula, form, value)
            elif isinstance(value, str):
                page.write_string(row["number"], column, value, form)
            elif value is None:
                page.write_blank(row["number"], column, None, form)
            else:
                page.write_number(row["number"], column, value, form)
    page.freeze_panes(3, 0)
book.close()
wall, used = time.perf_counter() - began, cpu() - before
size = len(open(sys.argv[2], "rb").read())
print(json.dumps({"Wall": int(wall * 1e9), "CPU": int(used * 1e9), "Size": size}))
