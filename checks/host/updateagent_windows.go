package host

import (
	"context"
	"fmt"
	"time"

	"github.com/go-ole/go-ole"
	"github.com/go-ole/go-ole/oleutil"

	"ounce/checks"
)

// The update agent is asked for what it knows; it is never sent to look
// ([MS-UAMG] 3.2, 3.38; IUpdateSearcher.Online is false).

// callUpdateTimes leaves out what the agent never did.
func callUpdateTimes(context.Context, []string) ([]checks.Row, error) {
	return onThread(ole.COINIT_MULTITHREADED, func() ([]checks.Row, error) {
		agent, err := newObject("Microsoft.Update.AutoUpdate")
		if err != nil {
			return nil, err
		}
		defer agent.Release()
		results, err := child(agent, "Results")
		if err != nil {
			return nil, err
		}
		defer results.Release()
		row := checks.Row{}
		for column, property := range map[string]string{"searched": "LastSearchSuccessDate", "installed": "LastInstallationSuccessDate"} {
			at, err := dateOf(results, property)
			if err != nil {
				return nil, err
			}
			if !at.IsZero() {
				row[column] = at.Format(time.RFC3339)
			}
		}
		return []checks.Row{row}, nil
	})
}

// searchedWell is orcSucceeded: a search that met errors may have missed updates.
const searchedWell = 2

// callUpdatesPending leaves out drivers and what people have to choose
// themselves, as previews (BrowseOnly).
func callUpdatesPending(ctx context.Context, _ []string) ([]checks.Row, error) {
	return withSearcher(func(searcher *ole.IDispatch) ([]checks.Row, error) {
		result, err := child(searcher, "Search", "IsInstalled=0 and IsHidden=0 and BrowseOnly=0 and Type='Software'")
		if err != nil {
			return nil, err
		}
		defer result.Release()
		code, err := numberOf(result, "ResultCode")
		if err != nil {
			return nil, err
		}
		if code != searchedWell {
			return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: fmt.Sprintf("the search ended with %d", code)}
		}
		rows := []checks.Row{}
		err = items(ctx, result, "Updates", func(update *ole.IDispatch) error {
			row, counts, err := waitingUpdate(ctx, update)
			if err == nil && counts {
				rows = append(rows, row)
			}
			return err
		})
		return rows, err
	})
}

func waitingUpdate(ctx context.Context, update *ole.IDispatch) (checks.Row, bool, error) {
	var classes []string
	err := items(ctx, update, "Categories", func(category *ole.IDispatch) error {
		id, err := textOf(category, "CategoryID")
		classes = append(classes, id)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	severity, err := textOf(update, "MsrcSeverity")
	if err != nil {
		return nil, false, err
	}
	published, err := dateOf(update, "LastDeploymentChangeTime")
	if err != nil {
		return nil, false, err
	}
	row, counts := updateRow(classes, severity, published)
	return row, counts, nil
}

// maxHistory is how many entries of the history are read.
const maxHistory = 300

// callUpdateHistory gives the newest entries of the history of updates.
func callUpdateHistory(ctx context.Context, _ []string) ([]checks.Row, error) {
	return withSearcher(func(searcher *ole.IDispatch) ([]checks.Row, error) {
		total, err := numberOf(searcher, "GetTotalHistoryCount")
		if err != nil {
			return nil, err
		}
		rows := []checks.Row{}
		if total <= 0 {
			return rows, nil
		}
		err = items(ctx, searcher, "QueryHistory", func(entry *ole.IDispatch) error {
			title, err := textOf(entry, "Title")
			if err != nil {
				return err
			}
			at, err := dateOf(entry, "Date")
			if err != nil {
				return err
			}
			row := checks.Row{"title": title}
			if !at.IsZero() {
				row["at"] = at.Format(time.RFC3339)
			}
			for column, property := range map[string]string{"operation": "Operation", "result": "ResultCode"} {
				if row[column], err = numberOf(entry, property); err != nil {
					return err
				}
			}
			rows = append(rows, row)
			return nil
		}, 0, min(int(total), maxHistory))
		return rows, err
	})
}

// withSearcher makes a searcher that never goes to the network.
func withSearcher(work func(*ole.IDispatch) ([]checks.Row, error)) ([]checks.Row, error) {
	return onThread(ole.COINIT_MULTITHREADED, func() ([]checks.Row, error) {
		session, err := newObject("Microsoft.Update.Session")
		if err != nil {
			return nil, err
		}
		defer session.Release()
		searcher, err := child(session, "CreateUpdateSearcher")
		if err != nil {
			return nil, err
		}
		defer searcher.Release()
		set, err := oleutil.PutProperty(searcher, "Online", false)
		if err != nil {
			return nil, err
		}
		_ = set.Clear()
		return work(searcher)
	})
}

// items visits the members of a collection of the update agent, as long as the
// context lasts.
func items(ctx context.Context, object *ole.IDispatch, name string, visit func(*ole.IDispatch) error, args ...any) error {
	list, err := child(object, name, args...)
	if err != nil {
		return err
	}
	defer list.Release()
	count, err := numberOf(list, "Count")
	if err != nil {
		return err
	}
	if count < 0 || count > maxRows {
		return &checks.ReadError{Reason: checks.Unreadable, Detail: "gives too many rows"}
	}
	for i := range int(count) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		item, err := child(list, "Item", i)
		if err != nil {
			return err
		}
		err = visit(item)
		item.Release()
		if err != nil {
			return err
		}
	}
	return nil
}
